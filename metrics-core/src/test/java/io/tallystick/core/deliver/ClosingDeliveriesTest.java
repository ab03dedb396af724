package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end is bounded, and what was done by then is noted. */
class ClosingDeliveriesTest {
  private final Stub ops = new Stub("ops");

  @Test
  void whatWasDeliveredIsNotedAndNothingIsSentAnyMore() throws Exception {
    DeliveryRig rig = new DeliveryRig();
    rig.offer(ops, "e1");
    rig.look(ops);
    rig.offer(ops, "e2");
    rig.close();
    rig.offer(ops, "e3");
    rig.deliveries.look();

    assertThat(rig.notes).containsExactly("e1 to ops, 1: delivered");
    assertThat(ops.taken).containsExactly("e1");
    assertThat(rig.status("ops").waiting()).isEqualTo(1);
  }

  @Test
  void receiversAndALogThatHangDoNotKeepItFromEnding() throws Exception {
    Stub hanging = new Stub("hanging").hangs(true);
    DeliveryRig rig =
        new DeliveryRig(
            (message, receiver, attempt, at, isDelivered, outcome) -> hanging.opened.await());
    rig.deliveries.offer(Messages.firing("e1"), List.of(hanging, ops));
    rig.look(ops);
    assertThat(hanging.hasBegun()).isTrue();
    long started = System.nanoTime();
    rig.close();

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    hanging.opened.countDown();
  }
}

package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tallystick.core.deliver.AlertMessage.Transition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A test call says at once what comes of it, whatever waits. */
class TestCallsTest {
  private final DeliveryRig rig = new DeliveryRig();
  private final AlertMessage message =
      Messages.message("t1", Transition.TEST, "Many errors", "This is a test.");

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void itSaysWhatCameOfEachCall() throws Exception {
    Stub ops = new Stub("ops");
    Stub broken = new Stub("broken").fails(DeliveryException.lasting("HTTP 404"));
    List<DeliveryOutcome> outcomes = rig.deliveries.test(message, List.of(broken, ops));

    assertThat(outcomes)
        .extracting(
            DeliveryOutcome::receiver, DeliveryOutcome::isDelivered, DeliveryOutcome::outcome)
        .containsExactly(tuple("broken", false, "HTTP 404"), tuple("ops", true, "delivered"));
    assertThat(rig.deliveries.status()).isEmpty();
    assertThat(rig.notes())
        .containsExactly("t1 to broken, 1: not HTTP 404", "t1 to ops, 1: delivered");
  }

  @Test
  void oneThatHangsIsGivenUpAtItsDeadlineAndTheOthersAreCalledMeanwhile() {
    Stub ops = new Stub("ops");
    Stub hanging = new Stub("hanging").hangs(true);
    List<DeliveryOutcome> outcomes =
        rig.deliveries.test(message, List.of(within(Duration.ofMillis(50), hanging), ops));
    hanging.opened.countDown();

    assertThat(outcomes)
        .extracting(DeliveryOutcome::outcome)
        .containsExactly("it took more than 50 ms", "delivered");
  }

  @Test
  void whatIsBrokenInOtherWaysIsAnOutcomeToo() {
    List<DeliveryOutcome> outcomes =
        rig.deliveries.test(message, List.of(new Stub("error").fails(new StackOverflowError())));

    assertThat(outcomes).extracting(DeliveryOutcome::outcome).containsExactly("StackOverflowError");
  }

  @Test
  void itIsCalledAtOnceAlthoughMessagesWaitForIt() throws Exception {
    Stub ops = Stub.failing("ops");
    rig.offer(ops, "e1");
    for (int i = 0; i < 5; i++) {
      rig.look(Duration.ofMinutes(10), ops);
    }
    ops.fails(null);

    assertThat(rig.deliveries.test(message, List.of(ops))).allMatch(DeliveryOutcome::isDelivered);
    assertThat(ops.taken).containsExactly("t1");
  }

  private static AlertListener within(Duration deadline, AlertListener listener) {
    return new AlertListener() {
      @Override
      public String name() {
        return listener.name();
      }

      @Override
      public void alert(AlertMessage message) throws Exception {
        listener.alert(message);
      }

      @Override
      public Duration deadline() {
        return deadline;
      }
    };
  }
}

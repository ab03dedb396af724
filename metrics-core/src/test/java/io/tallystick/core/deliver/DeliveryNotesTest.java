package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.record.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A delivery log that hangs or throws disturbs no delivery. */
class DeliveryNotesTest {
  private final Stub ops = new Stub("ops");

  @Test
  void aLogThatHangsHoldsUpNoDelivery() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (DeliveryRig rig =
        new DeliveryRig(
            (message, receiver, attempt, at, isDelivered, outcome) -> {
              begun.countDown();
              opened.await();
            })) {
      for (int i = 0; i < 20; i++) {
        rig.offer(ops, "e" + i);
        rig.look(Duration.ofMinutes(1), ops);
      }
      begun.await();

      assertThat(ops.taken).hasSize(20);
      opened.countDown();
    }
  }

  @Test
  void aNoteThatFailedIsWrittenLaterInItsOrder() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    List<String> written = new CopyOnWriteArrayList<>();
    try (DeliveryRig rig =
        new DeliveryRig(
            (message, receiver, attempt, at, isDelivered, outcome) -> {
              if (failures.getAndDecrement() > 0) {
                throw new AssertionError("the store is away");
              }
              written.add(message.eventId() + " " + at);
            })) {
      rig.offer(ops, "e1", "e2");
      rig.look(ops);
      rig.notes();
      assertThat(written).isEmpty();
      for (int i = 0; i < 7; i++) {
        rig.clock.pass(Duration.ofSeconds(1));
        rig.notes();
      }

      assertThat(written).containsExactly("e1 2026-03-01T10:07:00Z", "e2 2026-03-01T10:07:00Z");
      assertThat(LogLines.take("io.tallystick.core.deliver"))
          .anySatisfy(
              line -> assertThat(line).contains("notes to the delivery log", "works again"));
    }
  }

  @Test
  void aNoteThatFailsTenTimesIsLostAndTheNextOneIsWritten() throws Exception {
    List<String> written = new CopyOnWriteArrayList<>();
    try (DeliveryRig rig =
        new DeliveryRig(
            (message, receiver, attempt, at, isDelivered, outcome) -> {
              if (message.eventId().equals("e1")) {
                throw new IllegalStateException("it is never taken");
              }
              written.add(message.eventId());
            })) {
      rig.offer(ops, "e1", "e2");
      rig.look(ops);
      for (int i = 0; i < 11; i++) {
        rig.notes();
        rig.clock.pass(Duration.ofMinutes(10));
      }
      rig.deliveries.look();

      assertThat(written).containsExactly("e2");
      assertThat(LogLines.take("io.tallystick.core.deliver"))
          .anySatisfy(line -> assertThat(line).contains("did not take 1 notes"));
    }
  }
}

package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.polling.HandClock;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.core.testing.TestRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Deliveries with a clock to move, no chance, and a delivery log to look into. */
final class DeliveryRig implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  final HandClock clock = new HandClock();
  final MetricsRuntime runtime = TestRuntime.create();
  final List<String> notes = new CopyOnWriteArrayList<>();
  final Deliveries deliveries;
  private final boolean hasOwnLog;

  DeliveryRig() {
    hasOwnLog = true;
    deliveries = new Deliveries(this::note, runtime.metrics(), clock, () -> 0);
  }

  DeliveryRig(DeliveryLog log) {
    hasOwnLog = false;
    deliveries = new Deliveries(log, runtime.metrics(), clock, () -> 0);
  }

  private void note(
      AlertMessage message,
      String receiver,
      int attempt,
      Instant at,
      boolean isDelivered,
      String outcome) {
    notes.add(
        "%s to %s, %d: %s%s"
            .formatted(message.eventId(), receiver, attempt, isDelivered ? "" : "not ", outcome));
  }

  void offer(AlertListener to, String... eventIds) {
    for (String each : eventIds) {
      deliveries.offer(Messages.firing(each), List.of(to));
    }
  }

  /** Looks, and waits until these receivers took or refused what they were sent. */
  void look(AlertListener... receivers) throws InterruptedException {
    deliveries.look();
    for (AlertListener each : receivers) {
      assertThat(deliveries.awaitQuiet(each.name(), SOON)).isTrue();
    }
    if (hasOwnLog) { // no time passes while a note is written
      assertThat(deliveries.awaitNotes(SOON)).isTrue();
    }
  }

  /** Lets time pass, then looks. */
  void look(Duration later, AlertListener... receivers) throws InterruptedException {
    clock.pass(later);
    look(receivers);
  }

  /** What was noted so far. */
  List<String> notes() throws InterruptedException {
    deliveries.look();
    assertThat(deliveries.awaitNotes(SOON)).isTrue();
    return notes;
  }

  ReceiverStatus status(String receiver) {
    return deliveries.status().stream()
        .filter(each -> each.name().equals(receiver))
        .findFirst()
        .orElseThrow();
  }

  void assertCounted(String result, long expected) {
    MetricsAssert.assertThat(runtime)
        .counter("tallystick.alert.delivery.count", "result", result)
        .isEqualTo(expected);
  }

  @Override
  public void close() {
    deliveries.close();
    runtime.close();
    LogLines.take("io.tallystick.core.deliver");
  }
}

package io.tallystick.core.deliver;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Brings messages to one receiver. */
final class ReceiverErrand implements Errand<Addressed> {
  private static final int MOST_WAITING = 1_000;

  final SeenEvents seen = new SeenEvents();
  final AtomicLong delivered = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong givenUp = new AtomicLong();
  private final String receiver;
  private final Outcomes outcomes;

  ReceiverErrand(String receiver, Outcomes outcomes) {
    this.receiver = receiver;
    this.outcomes = outcomes;
  }

  @Override
  public String what() {
    return "alerts to " + receiver;
  }

  @Override
  public int mostWaiting() {
    return MOST_WAITING;
  }

  @Override
  public int mostAttempts() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Duration longestWait() {
    return Deliveries.LONGEST_WAIT;
  }

  @Override
  public Duration deadline(Addressed to) {
    return to.listener().deadline();
  }

  @Override
  public void carry(Addressed to) throws Exception {
    to.listener().alert(to.message());
  }

  @Override
  public void tried(Addressed to, int attempt, Moment now, @Nullable String failure) {
    if (failure == null) {
      delivered.incrementAndGet();
      seen.end(to.message().eventId());
      outcomes.delivered(to.message(), receiver, attempt, now);
    } else {
      failed.incrementAndGet();
      outcomes.failed(to.message(), receiver, attempt, now, failure);
    }
  }

  @Override
  public void gaveUp(Addressed to, int attempts, Moment now, String why) {
    givenUp.incrementAndGet();
    seen.end(to.message().eventId());
    outcomes.givenUp(to.message(), receiver, attempts, now, why);
  }
}

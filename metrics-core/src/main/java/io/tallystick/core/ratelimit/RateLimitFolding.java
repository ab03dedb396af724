package io.tallystick.core.ratelimit;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds uses of rate limits: a window of five minutes half a minute after its end and whenever it
 * changes, and for the last time two hours after its end. By then each writer brought what it has
 * or dropped it. For one thread; nothing is thrown.
 *
 * <pre>{@code
 * new RateLimitFolding(backend.control(), janitor::lease, System::nanoTime).run();
 * }</pre>
 */
public final class RateLimitFolding {
  static final Duration OVER = Duration.ofSeconds(30);
  static final Duration SETTLED = Duration.ofHours(2);
  private static final Duration PAUSE = Duration.ofSeconds(20);
  private static final Duration MOST_TIME = Duration.ofSeconds(2);
  private static final Logger LOGGER = LoggerFactory.getLogger(RateLimitFolding.class);

  private final ControlStore store;
  private final Supplier<Optional<Lease>> lease;
  private final LongSupplier elapsedNanos;
  private boolean hasRun;
  private boolean isFailing;
  private long nextNanos;

  /**
   * Makes it.
   *
   * @param lease that of whoever folds and purges this store; empty while another instance does
   * @param elapsedNanos a clock that only goes on
   */
  public RateLimitFolding(
      ControlStore store, Supplier<Optional<Lease>> lease, LongSupplier elapsedNanos) {
    this.store = store;
    this.lease = lease;
    this.elapsedNanos = elapsedNanos;
  }

  /** Folds what is to be folded, for about two seconds, where this instance does such things. */
  public void run() {
    long now = elapsedNanos.getAsLong();
    if (hasRun && now - nextNanos < 0) {
      return;
    }
    hasRun = true;
    nextNanos = now + PAUSE.toNanos();
    try {
      lease.get().ifPresent(held -> fold(held, now + MOST_TIME.toNanos()));
      isFailing = false;
    } catch (LeaseLostException lost) {
      LOGGER.debug("Another instance folds rate limits now: {}", lost.getMessage());
    } catch (RuntimeException failure) {
      if (!isFailing) {
        LOGGER.warn("Rate limits could not be folded; that is tried again", failure);
      }
      isFailing = true;
    }
  }

  private void fold(Lease held, long deadlineNanos) {
    Instant now = store.now();
    int folded;
    do {
      folded = store.foldRateLimits(held, now.minus(OVER), now.minus(SETTLED), 1);
    } while (folded > 0 && elapsedNanos.getAsLong() - deadlineNanos < 0);
    if (folded > 0) {
      nextNanos = elapsedNanos.getAsLong(); // there is more
    }
  }
}

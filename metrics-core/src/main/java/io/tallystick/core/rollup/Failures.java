package io.tallystick.core.rollup;

import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps that failed: said once, and followed by pauses that grow. For one thread. */
final class Failures {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(20);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

  private final LongSupplier elapsedNanos;
  private @Nullable String last;
  private Duration pause = FIRST_PAUSE;
  private long failedNanos;

  Failures(LongSupplier elapsedNanos) {
    this.elapsedNanos = elapsedNanos;
  }

  boolean isPausing() {
    return last != null && elapsedNanos.getAsLong() - failedNanos < pause.toNanos();
  }

  void add(RuntimeException failure) {
    if (last == null) {
      pause = FIRST_PAUSE;
      say(failure);
    } else {
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
    last = failure.toString();
    failedNanos = elapsedNanos.getAsLong();
  }

  private static void say(RuntimeException failure) {
    if (failure instanceof StorageException) {
      LOGGER.warn(
          "The store is not folded and purged, which is tried again: {}", failure.toString());
    } else {
      LOGGER.error("The store is not folded and purged, which is tried again", failure);
    }
  }

  /** A sweep came to its end. */
  void over() {
    if (last != null) {
      LOGGER.info("The store is folded and purged again.");
    }
    last = null;
  }

  @Nullable String last() {
    return last;
  }
}

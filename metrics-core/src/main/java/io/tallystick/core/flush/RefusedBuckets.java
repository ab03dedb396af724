package io.tallystick.core.flush;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.spi.OwnedBucket;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at times how many buckets the store refused for good; for one thread. */
final class RefusedBuckets {
  private static final Logger LOGGER = LoggerFactory.getLogger(RefusedBuckets.class);
  private static final long SILENCE_NANOS = Duration.ofMinutes(10).toNanos();

  private int unsaid;
  private @Nullable OwnedBucket last;
  private String reason = "";
  private boolean isSilent;
  private long saidAtNanos;

  void add(List<OwnedBucket> refused, String why) {
    if (!refused.isEmpty()) {
      unsaid += refused.size();
      last = refused.get(refused.size() - 1);
      reason = why;
    }
  }

  /** Writes a line if there is something to say and the last one is not too fresh. */
  void log(Moment now) {
    isSilent &= now.elapsedNanos() - saidAtNanos < SILENCE_NANOS;
    OwnedBucket example = last;
    if (example == null || isSilent) {
      return;
    }
    LOGGER.error(
        "The store refused {} buckets for good, they are lost. The last was of {} at {}: {}",
        unsaid,
        example.series().name(),
        example.bucket().start(),
        reason);
    unsaid = 0;
    last = null;
    isSilent = true;
    saidAtNanos = now.elapsedNanos();
  }
}

package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Another collector, at times of its own. */
record TimedCollector(Collector collector, @Nullable Duration interval, @Nullable Duration deadline)
    implements Collector, TellsMissing {
  private static final Duration LEAST = Duration.ofSeconds(1);

  TimedCollector {
    requireNonNull(collector, "collector");
    requireTime(collector, "interval", interval, Duration.ofDays(1));
    requireTime(collector, "deadline", deadline, Duration.ofHours(1));
  }

  private static void requireTime(
      Collector of, String what, @Nullable Duration time, Duration most) {
    if (time != null && (time.compareTo(LEAST) < 0 || time.compareTo(most) > 0)) {
      throw new IllegalArgumentException(
          "The %s of the collector %s is %s: choose a time from one second to %d h."
              .formatted(what, of.name(), time, most.toHours()));
    }
  }

  @Override
  public String name() {
    return collector.name();
  }

  @Override
  public void collect(Readings to) throws Exception {
    collector.collect(to);
  }

  @Override
  public void missing(Readings to, String why) {
    if (collector instanceof TellsMissing tells) {
      tells.missing(to, why);
    }
  }

  /** Whether it means something that it failed or hangs. */
  boolean tellsMissing() {
    return collector instanceof TimedCollector timed
        ? timed.tellsMissing()
        : collector instanceof TellsMissing;
  }

  @Override
  public void close() {
    collector.close();
  }
}

package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Another collector, at times of its own. */
record TimedCollector(Collector collector, @Nullable Duration interval, @Nullable Duration deadline)
    implements Collector, TellsMissing {
  TimedCollector {
    requireNonNull(collector, "collector");
    requireTime(collector, "interval", interval);
    requireTime(collector, "deadline", deadline);
  }

  private static void requireTime(Collector of, String what, @Nullable Duration time) {
    if (time != null && time.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "The %s of the collector %s is %s: choose one second or more."
              .formatted(what, of.name(), time));
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
  public void missing(Readings to) {
    if (collector instanceof TellsMissing tells) {
      tells.missing(to);
    }
  }

  @Override
  public void close() {
    collector.close();
  }
}

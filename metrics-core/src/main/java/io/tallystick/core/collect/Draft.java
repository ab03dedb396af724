package io.tallystick.core.collect;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a collector says while it is asked, until it is known whether it came to its end. The maps
 * are guarded by this; whoever publishes takes them once it has ended, and what comes later goes
 * nowhere.
 */
final class Draft implements Readings {
  private final String collector;
  private final Metrics metrics;
  private Map<Reading, Double> gauges = new LinkedHashMap<>();
  private Map<Reading, Long> totals = new LinkedHashMap<>();
  private boolean isTaken;

  Draft(String collector, Metrics metrics) {
    this.collector = collector;
    this.metrics = metrics;
  }

  /** A name and tags. */
  record Reading(String name, Tags tags) {}

  /** All that was said. */
  record Said(Map<Reading, Double> gauges, Map<Reading, Long> totals) {}

  synchronized Said take() {
    Said said = new Said(gauges, totals);
    isTaken = true;
    gauges = Map.of();
    totals = Map.of();
    return said;
  }

  @Override
  public synchronized void gauge(String name, double value, Tags tags) {
    if (!isTaken && Double.isFinite(value)) {
      requireRoom();
      gauges.put(new Reading(name, tags), value);
    }
  }

  @Override
  public synchronized void total(String name, long total, Tags tags) {
    if (!isTaken && total >= 0) {
      requireRoom();
      totals.put(new Reading(name, tags), total);
    }
  }

  private void requireRoom() {
    if (gauges.size() + totals.size() >= MOST) {
      throw new IllegalStateException(
          "The collector %s gave more than %d readings: give fewer, or make several collectors."
              .formatted(collector, MOST));
    }
  }

  @Override
  public void count(String name, long amount, Tags tags) {
    metrics.count(name, amount, tags);
  }

  @Override
  public void duration(String name, long nanos, Tags tags) {
    metrics.duration(name, nanos, tags);
  }
}

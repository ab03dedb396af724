package io.tallystick.core.record;

import io.tallystick.MetricDescriptor;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Samples that wait to be fetched one by one; so many at most.
 *
 * <p>Any thread adds and none waits. What finds no room is counted, by series, so that who fetches
 * knows which minutes have gaps and how large they are.
 *
 * <pre>{@code
 * recording.kept().drain(points::add);
 * recording.kept().drainMissed((series, missed) -> points.miss(series, missed));
 * }</pre>
 */
public final class KeptSamples {
  private final int most;
  private final Map<String, Double> shares;
  private final SelfCounts selfCounts;
  private final Queue<KeptSample> waiting = new ConcurrentLinkedQueue<>();

  /** How many wait, those that are just being added included. */
  private final AtomicInteger size = new AtomicInteger();

  private final Map<Series, MissedSamples> missed = new ConcurrentHashMap<>();

  KeptSamples(PointSettings settings, SelfCounts selfCounts) {
    this.most = settings.most();
    this.shares = new ConcurrentHashMap<>(settings.shares());
    this.selfCounts = selfCounts;
  }

  /** Who chose a metric by another name of it meant the metric. */
  void describe(MetricDescriptor descriptor) {
    for (String alias : descriptor.aliases()) {
      Double share = shares.get(alias);
      if (share != null) {
        shares.putIfAbsent(descriptor.name(), share);
      }
    }
  }

  /** Which share of a series' samples is kept; null for none. */
  @Nullable Double share(Series series) {
    return shares.get(series.name());
  }

  /** Whether every sample of a series is to be kept. */
  public boolean keepsEach(Series series) {
    Double share = share(series);
    return share != null && share >= 1;
  }

  void add(KeptSample sample) {
    if (size.incrementAndGet() <= most) {
      waiting.add(sample);
    } else {
      size.decrementAndGet();
      missed.merge(sample.series(), new MissedSamples(1, sample.value()), MissedSamples::and);
      selfCounts.pointLost();
    }
  }

  /** Hands over all that waited before the call, the oldest first. */
  public void drain(Consumer<KeptSample> target) {
    for (int left = size.get(); left > 0; left--) {
      KeptSample next = waiting.poll();
      if (next == null) {
        return; // the others are just being added
      }
      size.decrementAndGet();
      target.accept(next);
    }
  }

  /** Hands over what was missed since the last call. */
  public void drainMissed(BiConsumer<Series, MissedSamples> target) {
    for (Series series : missed.keySet().toArray(new Series[0])) {
      MissedSamples gap = missed.remove(series);
      if (gap != null) {
        target.accept(series, gap);
      }
    }
  }
}

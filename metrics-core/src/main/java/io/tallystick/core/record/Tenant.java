package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.TenantLimits;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tenant: its series and what it recorded in this minute. Each call holds its lock, so a sample
 * is in its series before the series can be taken out of use.
 */
final class Tenant {
  /** How many ways to write its series are kept, in multiples of how many series it may have. */
  private static final int WAYS = 4;

  /** How many calls are looked at in a minute, in multiples of how many points may be recorded. */
  private static final int TRIES = 10;

  private final KeyedHash.Key id;
  private final String key;
  private final TenantSeries making;
  private final TenantLimits limits;
  private final Map<String, Metric> metrics = new HashMap<>();
  private final Map<Written, Series> series = new HashMap<>();
  private int seriesCount;
  private int retiredCount;
  private long minute;
  private int points;
  private int tries;
  private boolean isGone;

  /**
   * A tenant without series, made in this minute.
   *
   * @param id what it is found by here
   * @param key the keyed hash of its id that its series carry
   */
  Tenant(KeyedHash.Key id, String key, TenantSeries making, TenantLimits limits, long minute) {
    this.id = id;
    this.key = key;
    this.making = making;
    this.limits = limits;
    this.minute = minute;
  }

  KeyedHash.Key id() {
    return id;
  }

  String key() {
    return key;
  }

  /** Records a sample or refuses it; null when the tenant has given its place up. */
  synchronized @Nullable Decision record(TenantSample sample, long now) {
    if (isGone) {
      return null;
    }
    if (now > minute) { // a call may have read the clock before the one that was here first
      minute = now;
      points = 0;
      tries = 0;
    }
    Decision rate = limits.decidePoint(Math.max(points, tries++ / TRIES));
    if (!rate.isAccepted()) {
      return rate;
    }
    Series known = series.get(new Written(sample.name(), sample.tags()));
    Decision decision =
        known == null ? recordNew(sample) : recordIn(known, sample.kind(), sample.value());
    if (decision.isAccepted()) {
      points++;
    }
    return decision;
  }

  private Decision recordIn(Series known, MetricKind kind, double value) {
    if (known.kind() != kind) {
      return known.metric().kindConflict(kind);
    }
    making.take(known, value);
    return Decision.accepted();
  }

  private Decision recordNew(TenantSample sample) {
    GuardedSeries guarded = making.guard(sample.name(), sample.tags());
    if (!guarded.decision().isAccepted()) {
      return guarded.decision();
    }
    Metric known = metrics.get(guarded.name());
    Metric metric = known != null ? known : making.metric(guarded.name());
    if (!metric.allows(sample.kind())) {
      return metric.kindConflict(sample.kind());
    }
    Tags tags = making.tags(guarded);
    Written inOrder = new Written(guarded.name(), tags);
    Series found = series.get(inOrder);
    if (found == null) {
      Decision room = limits.decideSeries(seriesCount);
      if (room.isAccepted()) {
        room = making.decide(sample.kind(), tags);
      }
      if (!room.isAccepted()) {
        return room;
      }
      found = making.make(metric, sample.kind(), tags, this);
      enter(inOrder, found);
    }
    if (guarded.hits().isEmpty() && series.size() < WAYS * limits.series()) {
      series.put(new Written(sample.name(), sample.tags()), found);
    }
    return recordIn(found, sample.kind(), sample.value());
  }

  /** The successor of a series that was taken out of use, made whatever the limits say. */
  synchronized Series successor(Series gone) {
    Written inOrder = new Written(gone.name(), gone.tags());
    Series next = series.get(inOrder);
    if (next == null) {
      making.takeRoom(gone.kind(), gone.tags());
      next = making.make(gone.metric(), gone.kind(), gone.tags(), this);
      enter(inOrder, next);
    }
    return next;
  }

  private void enter(Written inOrder, Series made) {
    series.put(inOrder, made);
    metrics.put(made.name(), made.metric());
    seriesCount++;
  }

  /** Forgets a series that was taken out of use; what comes late may still be passed on. */
  synchronized void retire(Series gone) {
    if (series.values().removeIf(held -> held == gone)) {
      seriesCount--;
      retiredCount++;
      if (series.values().stream().noneMatch(held -> held.metric() == gone.metric())) {
        metrics.remove(gone.name());
      }
    }
  }

  /** Nothing will come any more for one of the series that were taken out of use. */
  synchronized void freed() {
    retiredCount--;
  }

  /** Gives its place up when it has no series and was quiet since before this minute. */
  synchronized boolean isGoneBy(long now) {
    isGone = isGone || (seriesCount == 0 && retiredCount == 0 && minute < now);
    return isGone;
  }

  /** A name and tags as they were handed over. */
  private record Written(@Nullable String name, Tags tags) {}
}

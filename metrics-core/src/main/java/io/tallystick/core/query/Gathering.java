package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what a plan names and adds it up, with what the store does not know yet.
 *
 * <p>Of a bucket that both know the higher version counts, and of two alike that of this process:
 * it was read first, so what it has is no more than what is stored under a higher version.
 */
final class Gathering {
  private final BucketStore store;
  private final SeriesFilter filter;
  private final MetricKind kind;
  private final boolean needsRows;
  private final Stop stop;
  private final Map<BucketKey, OwnedBucket> live = new HashMap<>();
  private final Set<Granularity> granularities = EnumSet.noneOf(Granularity.class);

  /**
   * Prepares to gather.
   *
   * @param kind other series of the same name are left out
   * @param needsRows whether totals do not tell what is asked
   */
  Gathering(BucketStore store, SeriesFilter filter, MetricKind kind, boolean needsRows, Stop stop) {
    this.store = store;
    this.filter = filter;
    this.kind = kind;
    this.needsRows = needsRows;
    this.stop = stop;
  }

  /** Adds all segments, which are in the order of their starts, and what is live. */
  void gather(List<Segment> segments, List<OwnedBucket> unconfirmed, Borders borders, Sums sums) {
    unconfirmed.stream()
        .filter(bucket -> bucket.series().kind() == kind)
        .filter(bucket -> borders.all().contains(bucket.bucket().start()))
        .forEach(bucket -> live.put(bucket.key(), bucket));
    Instant firstLive =
        live.keySet().stream().map(BucketKey::start).min(Instant::compareTo).orElse(Instant.MAX);
    for (int i = 0; i < segments.size(); i++) {
      Instant next =
          i + 1 < segments.size() ? segments.get(i + 1).range().from() : borders.all().to();
      Instant open = next.isBefore(firstLive) ? next : firstLive;
      read(segments.get(i), borders, sums, open);
      sums.closeBefore(open);
    }
    live.values().forEach(bucket -> add(bucket, sums));
    sums.close();
  }

  /** How wide the buckets are that were found. */
  Set<Granularity> granularities() {
    return granularities;
  }

  private void read(Segment segment, Borders borders, Sums sums, Instant open) {
    stop.check();
    if (segment.addsUp() && !needsRows) {
      addTotals(segment, borders, sums);
    } else {
      addRows(segment, sums, open);
    }
  }

  private void addTotals(Segment segment, Borders borders, Sums sums) {
    try (StretchCursor found =
        store.totals(segment.granularity(), filter, within(borders, segment.range()))) {
      while (found.hasNext()) {
        StretchTotal total = found.next();
        stop.check();
        if (total.series().kind() == kind) {
          granularities.add(segment.granularity());
          sums.add(total);
        }
      }
    }
  }

  private static List<Instant> within(Borders borders, TimeRange range) {
    NavigableSet<Instant> all = new TreeSet<>(borders.times());
    List<Instant> within = new ArrayList<>(all.subSet(range.from(), true, range.to(), true));
    if (within.isEmpty() || within.get(0).isAfter(range.from())) {
      within.add(0, range.from());
    }
    if (within.get(within.size() - 1).isBefore(range.to())) {
      within.add(range.to());
    }
    return within;
  }

  private void addRows(Segment segment, Sums sums, Instant open) {
    BucketQuery all = new BucketQuery(segment.granularity(), segment.range(), filter);
    try (BucketCursor found = store.read(segment.withFolded() ? all : all.withoutFolded())) {
      while (found.hasNext()) {
        OwnedBucket bucket = found.next();
        stop.check();
        if (bucket.series().kind() == kind && isNewest(bucket)) {
          Instant start = bucket.bucket().start();
          sums.closeBefore(start.isBefore(open) ? start : open);
          add(bucket, sums);
        }
      }
    }
  }

  /** Whether the store's bucket counts and not that of this process, which then is let go. */
  private boolean isNewest(OwnedBucket stored) {
    if (live.isEmpty()) {
      return true;
    }
    OwnedBucket there = live.get(stored.key());
    if (there == null) {
      return true;
    }
    boolean isNewer = stored.bucket().version() > there.bucket().version();
    if (isNewer) {
      live.remove(stored.key());
    }
    return isNewer;
  }

  private void add(OwnedBucket owned, Sums sums) {
    granularities.add(owned.granularity());
    sums.add(owned);
  }
}

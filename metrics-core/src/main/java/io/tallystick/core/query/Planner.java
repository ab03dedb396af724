package io.tallystick.core.query;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Finds the fewest buckets that tell what is between borders.
 *
 * <p>A wide bucket is read where it lies within a stretch and holds all that its narrower ones do.
 * In its place else come the next narrower ones, and with them what writers wrote so wide
 * themselves: a writer that could not reach the store for long makes wide buckets of narrow ones,
 * and what is in these is in no narrower one. So each sample is in exactly one of the buckets that
 * are read: of a window either the folded bucket is, which holds the rest, or its parts are.
 */
final class Planner {
  private final Kept kept;
  private final NavigableSet<Instant> borders;
  private final Stop stop;
  private final List<Segment> segments = new ArrayList<>();

  /** Makes a planner for what lies between borders. */
  Planner(Kept kept, List<Instant> borders, Stop stop) {
    this.kept = kept;
    this.stop = stop;
    this.borders = new TreeSet<>(borders);
  }

  /** What to read, from the earliest on. */
  List<Segment> plan() {
    plan(Granularity.DAY, new TimeRange(borders.first(), borders.last()));
    segments.sort(
        Comparator.comparing((Segment segment) -> segment.range().from())
            .thenComparing(Segment::withFolded));
    return segments;
  }

  private void plan(Granularity granularity, TimeRange range) {
    if (granularity == Granularity.MINUTE) {
      addMinutes(range);
      return;
    }
    Instant at = range.from();
    while (at.isBefore(range.to())) {
      stop.check();
      boolean isWhole = isWhole(granularity, granularity.bucketRange(at, kept.zone()), range);
      Instant end = endOfRun(granularity, at, range, isWhole);
      TimeRange run = new TimeRange(at, end);
      if (isWhole) {
        segments.add(new Segment(granularity, run, true, kept.hasLive(granularity, run)));
      } else {
        segments.add(new Segment(granularity, run, false, kept.hasLive(granularity, run)));
        planParts(granularity, run, range);
      }
      at = end;
    }
  }

  private Instant endOfRun(
      Granularity granularity, Instant from, TimeRange range, boolean isWhole) {
    TimeRange window = granularity.bucketRange(from, kept.zone());
    while (window.to().isBefore(range.to())) {
      stop.check();
      TimeRange next = granularity.bucketRange(window.to(), kept.zone());
      if (isWhole(granularity, next, range) != isWhole) {
        return window.to();
      }
      window = next;
    }
    return window.to().isBefore(range.to()) ? window.to() : range.to();
  }

  /** Whether a bucket tells all that is to be known of its window. */
  private boolean isWhole(Granularity granularity, TimeRange window, TimeRange range) {
    return !window.from().isBefore(range.from())
        && !window.to().isAfter(range.to())
        && !isCut(window)
        && (kept.isFolded(granularity, window)
            || !kept.keeps(granularity.finer().orElseThrow(), window.from()));
  }

  private boolean isCut(TimeRange window) {
    Instant next = borders.higher(window.from());
    return next != null && next.isBefore(window.to());
  }

  /**
   * An hour belongs to the day in which it starts, also where days do not begin with an hour: next
   * to a day that is read whole, the hours begin with the first that is not in it.
   */
  private void planParts(Granularity granularity, TimeRange run, TimeRange range) {
    Granularity finer = granularity.finer().orElseThrow();
    if (granularity != Granularity.DAY) {
      plan(finer, run);
      return;
    }
    Instant from = run.from().equals(range.from()) ? run.from() : hourFrom(run.from());
    Instant to = run.to().equals(range.to()) ? run.to() : hourFrom(run.to());
    if (from.isBefore(to)) {
      plan(finer, new TimeRange(from, to));
    } // else all of it is in the last hour of the day before
  }

  private static Instant hourFrom(Instant time) {
    Instant start = Granularity.HOUR.bucketStart(time);
    return start.equals(time) ? start : start.plus(Granularity.HOUR.width());
  }

  /** Apart where the store may not know them, because it cannot add these up. */
  private void addMinutes(TimeRange range) {
    Instant at = range.from();
    while (at.isBefore(range.to())) {
      Instant live = kept.live(Granularity.MINUTE).ceiling(at);
      if (live == null || !live.isBefore(range.to())) {
        addMinutes(at, range.to(), false);
        return;
      }
      if (live.isAfter(at)) {
        addMinutes(at, live, false);
      }
      at = endOfLive(live, range.to());
      addMinutes(live, at, true);
    }
  }

  private Instant endOfLive(Instant first, Instant end) {
    Instant next = first.plus(Granularity.MINUTE.width());
    while (next.isBefore(end) && kept.live(Granularity.MINUTE).contains(next)) {
      next = next.plus(Granularity.MINUTE.width());
    }
    return next.isBefore(end) ? next : end;
  }

  private void addMinutes(Instant from, Instant to, boolean hasLive) {
    segments.add(new Segment(Granularity.MINUTE, new TimeRange(from, to), true, hasLive));
  }
}

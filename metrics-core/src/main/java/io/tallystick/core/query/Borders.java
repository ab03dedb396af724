package io.tallystick.core.query;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Where the stretches of an answer meet: as the calendar says, and where no kept bucket has such a
 * border, at the nearest one.
 */
final class Borders {
  private final Step step;
  private final List<Instant> asked = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private final BitSet moved = new BitSet();
  private Instant now = Instant.EPOCH;
  private boolean isOfNow;

  private Borders(Step step) {
    this.step = step;
  }

  /** One stretch. */
  static Borders around(TimeRange range, Kept kept) {
    Borders borders = new Borders(Step.MINUTE);
    borders.add(range.from(), kept);
    borders.addLast(range.to(), kept);
    return borders;
  }

  /**
   * One stretch after the other, each as long as a step by the calendar of a zone. Where only wider
   * buckets than a step are kept, the steps are wider.
   */
  static Borders cut(TimeRange range, Step asked, ZoneId zone, Kept kept, int mostPoints) {
    Step kind = Step.atLeast(kept.finest(range.from()));
    Step step = kind.compareTo(asked) > 0 ? kind : asked;
    requireFew(range, step, mostPoints);
    Borders borders = new Borders(step);
    borders.add(range.from(), kept);
    Instant next = step.next(step.start(range.from(), zone), zone);
    while (next.isBefore(range.to())) {
      borders.add(next, kept);
      next = step.next(next, zone);
    }
    borders.addLast(range.to(), kept);
    return borders;
  }

  /** One stretch of the last minutes, of which each is read apart. */
  static Borders upToNow(TimeRange range, Kept kept, Instant now) {
    Borders borders = around(range, kept).at(now);
    borders.isOfNow = true;
    return borders;
  }

  /** Of an answer that is given then. */
  Borders at(Instant moment) {
    now = moment;
    return this;
  }

  /** When the answer is given. */
  Instant now() {
    return now;
  }

  /** Whether it is about what is there now. */
  boolean isOfNow() {
    return isOfNow;
  }

  /** Where no bucket may reach across. */
  List<Instant> cuts() {
    if (!isOfNow) {
      return times;
    }
    List<Instant> minutes = new ArrayList<>();
    for (Instant at = times.get(0); at.isBefore(times.get(1)); at = at.plusSeconds(60)) {
      minutes.add(at);
    }
    minutes.add(times.get(1));
    return minutes;
  }

  static void requireFew(TimeRange range, Step step, int mostPoints) {
    long points = Duration.between(range.from(), range.to()).dividedBy(step.nominal());
    if (points > mostPoints) {
      throw new InvalidQueryException(
          "step",
          step.id(),
          "from %s to %s it gives %d points, and %d can be: give a wider step or a shorter time"
              .formatted(range.from(), range.to(), points, mostPoints));
    }
  }

  private void add(Instant border, Kept kept) {
    Instant time = nearest(border, kept);
    if (times.isEmpty() || time.isAfter(times.get(times.size() - 1))) {
      moved.set(times.size(), !time.equals(border));
      times.add(time);
      asked.add(border);
    }
  }

  /** At least one bucket is in the last stretch. */
  private void addLast(Instant border, Kept kept) {
    add(border, kept);
    if (times.size() == 1) {
      Instant from = times.get(0);
      Instant to = kept.finest(from).bucketRange(from, kept.zone()).to();
      moved.set(1, !to.equals(border));
      times.add(to);
      asked.add(to);
    }
  }

  private static Instant nearest(Instant border, Kept kept) {
    Granularity granularity = kept.finest(border);
    TimeRange bucket = granularity.bucketRange(border, kept.zone());
    Duration after = Duration.between(bucket.from(), border);
    Duration before = Duration.between(border, bucket.to());
    return after.compareTo(before) <= 0 ? bucket.from() : bucket.to();
  }

  /** How long a stretch is, but for the first and the last. */
  Step step() {
    return step;
  }

  /** Where stretches meet, as buckets have it; the first and the last are the ends. */
  List<Instant> times() {
    return times;
  }

  /** How many stretches there are. */
  int count() {
    return times.size() - 1;
  }

  Instant from(int stretch) {
    return times.get(stretch);
  }

  Instant to(int stretch) {
    return times.get(stretch + 1);
  }

  TimeRange all() {
    return new TimeRange(times.get(0), times.get(times.size() - 1));
  }

  /** Whether one of its borders was moved. */
  boolean isApproximate(int stretch) {
    return moved.get(stretch) || moved.get(stretch + 1);
  }

  /** Whether the first stretch begins as the calendar says. */
  boolean beginsWhole(ZoneId zone) {
    return step.start(asked.get(0), zone).equals(asked.get(0));
  }

  /** Whether the last stretch ends as the calendar says. */
  boolean endsWhole(ZoneId zone) {
    Instant end = asked.get(asked.size() - 1);
    return step.start(end, zone).equals(end);
  }

  /** In which stretch a time within them lies, at or after a stretch. */
  int find(Instant time, int from) {
    int at = from;
    if (time.isBefore(times.get(at))) {
      at = 0;
    }
    while (!time.isBefore(times.get(at + 1))) {
      at++;
    }
    return at;
  }
}

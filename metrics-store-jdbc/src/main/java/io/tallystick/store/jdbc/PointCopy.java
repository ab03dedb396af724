package io.tallystick.store.jdbc;

import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings raw points from a store into another one, in the order of their numbers.
 *
 * <p>A point is like another one, so what must not come twice is the batch. All batches of a source
 * have one writer in the target, and each has the number of its last point. The target keeps the
 * number with the points or neither of them; so whoever goes on asks it how far the last run came,
 * and a batch whose write was confirmed to nobody is known by its number. A point that comes into
 * the source later has a greater number than all that were there before.
 *
 * <p>For one thread.
 */
final class PointCopy {
  private static final long NUMBERS_AT_ONCE = 50_000;

  private final JdbcBackend source;
  private final JdbcBackend target;
  private final WriterId writer;
  private final int portion;
  private long written;

  /**
   * Makes a copy.
   *
   * @param writer who writes all of the source's points into targets, and nothing else
   * @param portion how many points are in a batch
   */
  PointCopy(JdbcBackend source, JdbcBackend target, WriterId writer, int portion) {
    this.source = source;
    this.target = target;
    this.writer = writer;
    this.portion = portion;
  }

  /** Copies what is new; how many points. */
  long run() {
    long through = target.contents().pointsThrough(writer);
    Optional<IdRange> all = source.contents().pointsBehind(through);
    if (all.isPresent()) {
      long end = all.get().end();
      for (long from = all.get().from(); from < end; from += NUMBERS_AT_ONCE) {
        copy(new IdRange(from, Math.min(end, from + NUMBERS_AT_ONCE)));
      }
    }
    return written;
  }

  private void copy(IdRange numbers) {
    List<Contents.Numbered> points = source.contents().points(numbers);
    for (int from = 0; from < points.size(); from += portion) {
      write(points.subList(from, Math.min(points.size(), from + portion)));
    }
  }

  private void write(List<Contents.Numbered> part) {
    long number = part.get(part.size() - 1).number();
    List<Point> points = part.stream().map(Contents.Numbered::point).toList();
    target.points().createBatch(new PointBatch(writer, number, points));
    written += part.size();
  }

  /**
   * Compares metric by metric, within the times that the source has points of. What it purged since
   * they were copied does not count.
   */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, TimeRange> metric : source.contents().pointRanges().entrySet()) {
      Sum ofSource = sum(source.points(), metric.getKey(), metric.getValue());
      Sum ofTarget = sum(target.points(), metric.getKey(), metric.getValue());
      if (!ofSource.equals(ofTarget)) {
        differences.add(
            "points of %s: the source has %d, and the target %d, which are not the same."
                .formatted(metric.getKey(), ofSource.points(), ofTarget.points()));
      }
    }
    return differences;
  }

  private static Sum sum(PointStore store, String name, TimeRange range) {
    Sum sum = new Sum(0, 0);
    try (PointCursor found = store.find(name, range.from(), range.to())) {
      while (found.hasNext()) {
        sum = new Sum(sum.points() + 1, sum.fingerprints() + Fingerprint.of(found.next()));
      }
    }
    return sum;
  }

  /** How many points there are, and the sum of their fingerprints, in whatever order they come. */
  private record Sum(long points, long fingerprints) {}
}

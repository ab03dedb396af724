package io.tallystick.core.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a metric was over windows that overlap: each as long as the others, and the next one begins a
 * step later. For whoever looks again and again at the last minutes, and at how that would have
 * been.
 *
 * <pre>{@code
 * Windows last = reader.windows(errorRate, Duration.ofMinutes(5), ends);
 * last.lines().forEach(line -> line.points().forEach(point -> compare(point.value())));
 * }</pre>
 *
 * @param aggregation what the numbers are, such as {@code count} or {@code p95}; {@code ratio}
 * @param step how far apart windows begin, as wide as the narrowest buckets that are kept
 * @param window how long a window is: as was asked for, or the next longer time that steps make
 * @param ends where the windows end, in the order of time
 * @param lines one for each group that anything was found of, the largest first; one without a
 *     group when nothing was grouped and the metric is known
 * @param alive of each window whether anything was found in it, or somebody was there to record
 * @param none the number of a group of which nothing was recorded: 0 of what is counted, else NaN
 * @param basis what it was made of
 */
public record Windows(
    String aggregation,
    Step step,
    Duration window,
    List<Instant> ends,
    List<Line> lines,
    List<Boolean> alive,
    double none,
    Basis basis) {
  /** Copies the lists. */
  public Windows {
    ends = List.copyOf(ends);
    lines = List.copyOf(lines);
    alive = List.copyOf(alive);
  }

  /**
   * One group of series.
   *
   * <pre>{@code
   * line.points().get(0).value();
   * }</pre>
   *
   * @param group the values of the keys that were grouped by, in their order
   * @param points one for each window
   */
  public record Line(List<String> group, List<Point> points) {
    /** Copies the lists. */
    public Line {
      group = List.copyOf(group);
      points = List.copyOf(points);
    }
  }

  /**
   * What a window amounts to.
   *
   * <pre>{@code
   * boolean isWorthALook = point.isThere() && point.volume() > 20;
   * }</pre>
   *
   * @param value the number that was asked for; NaN where there is none
   * @param volume of how many: of a ratio how many the whole is, of a gauge 0
   * @param part of a ratio how many its part is, else the same as the volume
   * @param isThere whether anything is known: some series had a bucket, or somebody was there to
   *     record
   * @param hasData whether some series of the group had a bucket
   */
  public record Point(double value, double volume, double part, boolean isThere, boolean hasData) {}
}

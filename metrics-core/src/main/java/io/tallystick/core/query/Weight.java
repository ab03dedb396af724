package io.tallystick.core.query;

import java.util.Collection;

/** About how much memory answers take, in units of some 50 bytes. */
final class Weight {
  /** What an answer takes at least. */
  private static final int LEAST = 10;

  private Weight() {}

  static int of(Object answer) {
    return LEAST + parts(answer);
  }

  private static int parts(Object answer) {
    if (answer instanceof TimeSeries series) {
      return series.lines().stream().mapToInt(line -> LEAST + line.points().size()).sum();
    }
    if (answer instanceof OfEach<?> each) {
      return each.all().stream().mapToInt(Weight::of).sum();
    }
    if (answer instanceof Heatmap map) {
      return map.rows().stream().mapToInt(row -> LEAST + row.counts().size()).sum();
    }
    if (answer instanceof Breakdown breakdown) {
      return LEAST * breakdown.shares().size();
    }
    if (answer instanceof Facts facts) {
      return facts.size();
    }
    return answer instanceof Collection<?> many ? 3 * many.size() : 0;
  }
}

package io.tallystick.core.rollup;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A window that has to be folded, and the marks that say so.
 *
 * @param target how wide it is
 * @param start where it starts
 * @param marks all of its marks, in no order: as long as they stay the same, so do its rows
 */
record WindowMarks(Granularity target, Instant start, Set<Mark> marks) {
  /** One for each window, in the order in which the windows come. */
  static List<WindowMarks> of(Granularity target, List<Mark> marks) {
    Map<Instant, List<Mark>> byWindow = new LinkedHashMap<>();
    for (Mark mark : marks) {
      byWindow.computeIfAbsent(mark.window(), start -> new ArrayList<>()).add(mark);
    }
    return byWindow.entrySet().stream()
        .map(each -> new WindowMarks(target, each.getKey(), Set.copyOf(each.getValue())))
        .toList();
  }

  /** Whether any of its finer buckets may be a writer's own, and not what was folded. */
  boolean hasWriters() {
    return marks.stream().anyMatch(mark -> !mark.writer().equals(WriterId.FOLDED));
  }
}

package io.tallystick.guard;

import java.util.List;

/**
 * A series as the guards let it in: the name, the tags that are left, and each rule that something
 * was dropped, cut or replaced by on the way. When refused, name and tags are empty.
 *
 * <pre>{@code
 * GuardedSeries series = guard.admit("orders.count", null, "email", "a@b.example", "status", "new");
 * series.decision().isAccepted(); // true: a system metric keeps its sample
 * series.tags();                  // [status, new]
 * series.hits();                  // [TAG_KEY_DENIED]
 * }</pre>
 *
 * @param decision accepted, or the rule that refused the whole series
 * @param name the metric name to record under
 * @param tags keys and values in turn, sorted by key, each key once
 * @param hits the rules that changed the series, in the order in which they did
 */
public record GuardedSeries(Decision decision, String name, List<String> tags, List<Rule> hits) {
  /** Copies the lists. */
  public GuardedSeries {
    tags = List.copyOf(tags);
    hits = List.copyOf(hits);
  }

  static GuardedSeries refused(Decision decision, List<Rule> hits) {
    return new GuardedSeries(decision, "", List.of(), hits);
  }
}

package io.tallystick.core.record;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Unit;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A metric name, what is known of it, and how many series it has. */
final class Metric {
  private static final int FEW = 8;

  private final String name;
  private volatile @Nullable MetricDescriptor descriptor;
  private volatile @Nullable Bounds bounds;
  private volatile @Nullable MetricKind kind;
  private volatile @Nullable Series overflow;
  private volatile @Nullable Series overflowCount;
  private volatile boolean isFull;
  private volatile @Nullable TagOrder order;

  /** Guarded by the registry's lock, like the next. */
  private int seriesCount;

  private int otherEntries;
  private boolean isLasting;

  Metric(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  void describe(MetricDescriptor itsDescriptor) {
    descriptor = itsDescriptor;
    bounds = null;
    kind = itsDescriptor.kind();
  }

  @Nullable MetricDescriptor descriptor() {
    return descriptor;
  }

  /** How many series it may have apart from all others; 0 where it counts among them. */
  int mostSeries() {
    MetricDescriptor known = descriptor;
    return known == null ? 0 : known.mostSeries();
  }

  /** What samples of a histogram of this name are counted between. */
  Bounds bounds() {
    Bounds there = bounds;
    if (there == null) {
      MetricDescriptor known = descriptor;
      there =
          Bounds.of(
              known != null && known.kind() == MetricKind.HISTOGRAM
                  ? known.bounds()
                  : boundsOf(Unit.bySuffix(name)));
      bounds = there;
    }
    return there;
  }

  /** Those of a histogram that nobody described. */
  private static List<Double> boundsOf(Unit unit) {
    return MetricDescriptor.histogram("any.samples").unit(unit).build().bounds();
  }

  /** The tag keys that it may have, or null when nobody said. */
  @Nullable Set<String> listedKeys() {
    MetricDescriptor known = descriptor;
    return known == null ? null : known.tags();
  }

  /** How its callers write its tags; null for the order of the keys. */
  @Nullable TagOrder order() {
    return order;
  }

  /** Takes the order in which the first series is written; under the registry's lock. */
  void learnOrder(@Nullable String[] written, String[] sorted) {
    if (seriesCount == 0 && order == null) {
      order = TagOrder.of(written, sorted);
    }
  }

  /** Sorted pairs in its order. */
  String[] arrange(String[] sorted) {
    TagOrder known = order;
    return known == null ? sorted : known.arrange(sorted);
  }

  /** Takes the kind of the first sample, where no descriptor said it. */
  void decideKind(MetricKind itsKind) {
    kind = itsKind;
  }

  /** Whether samples of this kind may be recorded. */
  boolean allows(MetricKind wanted) {
    MetricKind decided = kind;
    return decided == null || decided == wanted;
  }

  Decision kindConflict(MetricKind wanted) {
    return Decision.refused(
        Rule.KIND_CONFLICT,
        "The metric %s is a %s and cannot be a %s too: give one of them another name."
            .formatted(name, word(kind), word(wanted)));
  }

  private static String word(@Nullable MetricKind kind) {
    return kind == null ? "metric" : kind.name().toLowerCase(Locale.ROOT);
  }

  /** Where the surplus goes; null until there is some. */
  @Nullable Series overflow() {
    return overflow;
  }

  void overflowInto(Series series) {
    overflow = series;
  }

  /** Whether every unknown tag set goes to the overflow series. */
  boolean isFull() {
    return isFull;
  }

  void fill(boolean full) {
    isFull = full;
  }

  int seriesCount() {
    return seriesCount;
  }

  void countSeries(int more) {
    seriesCount += more;
  }

  /**
   * Whether one more way to write one of its series may be kept; there may be as many as there are
   * series, and a few.
   */
  boolean takesOtherEntry() {
    boolean takes = otherEntries < seriesCount + FEW;
    otherEntries += takes ? 1 : 0;
    return takes;
  }

  void countOtherEntry() {
    otherEntries++;
  }

  void forgetOtherEntries() {
    otherEntries = 0;
  }

  /** Whether its series are never retired, because we keep them at hand. */
  boolean isLasting() {
    return isLasting;
  }

  void makeLasting() {
    isLasting = true;
  }

  /** Our count of the samples that went to the overflow series; null until there is one. */
  @Nullable Series overflowCount() {
    return overflowCount;
  }

  void countOverflowIn(Series series) {
    overflowCount = series;
  }
}

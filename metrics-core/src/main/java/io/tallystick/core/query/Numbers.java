package io.tallystick.core.query;

import io.tallystick.MetricKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an asking within a view: of its selection, or of two that are a ratio. For one
 * thread.
 */
final class Numbers {
  private final Asking asking;
  private final View view;
  private final MetricKind kind;
  private final Evaluated part;
  private final @Nullable Evaluated whole;
  private final List<Double> quantiles;

  private Numbers(
      Asking asking,
      View view,
      MetricKind kind,
      Evaluated part,
      @Nullable Evaluated whole,
      List<Double> quantiles) {
    this.asking = asking;
    this.view = view;
    this.kind = kind;
    this.part = part;
    this.whole = whole;
    this.quantiles = quantiles;
  }

  /** Adds up what the asking needs. */
  static Numbers of(Asking asking, View view, MetricKind kind, List<Double> quantiles) {
    Question question = asking.question();
    Evaluated part = view.evaluate(asking.filter(), kind, question, quantiles);
    MetricKind wholeKind = asking.wholeKind();
    Evaluated whole =
        asking.whole() == null || wholeKind == null
            ? null
            : view.evaluate(asking.whole(), wholeKind, question, List.of());
    return new Numbers(asking, view, kind, part, whole, quantiles);
  }

  /** The same for an asking that differs in the percentile alone, which was added up for, too. */
  Numbers of(Asking other) {
    return new Numbers(other, view, kind, part, whole, quantiles);
  }

  Basis basis() {
    return asking.basis(part);
  }

  /** What the groups are taken from: of a ratio the whole. */
  private Evaluated all() {
    return whole == null ? part : whole;
  }

  /** The groups, the largest first. */
  List<List<String>> groups() {
    Set<List<String>> found = new LinkedHashSet<>(all().values().keySet());
    found.addAll(part.values().keySet());
    List<List<String>> groups = new ArrayList<>(found);
    groups.sort(
        Comparator.comparingDouble((List<String> group) -> -size(group))
            .thenComparing(Object::toString));
    return groups;
  }

  /** How large a group is: its volume, or its sum where that is asked, or a gauge's values. */
  private double size(List<String> group) {
    @Nullable CellValue[] values = all().values().get(group);
    if (values == null) {
      return 0;
    }
    return Stream.of(values).filter(Objects::nonNull).mapToDouble(this::size).sum();
  }

  private double size(CellValue value) {
    Aggregation aggregation = asking.aggregation();
    boolean isSum = aggregation != null && aggregation.equals(Aggregation.SUM) && whole == null;
    return kind == MetricKind.GAUGE ? value.last() : isSum ? value.total() : value.volume();
  }

  /** Whether anything was found of a group in a stretch. */
  boolean has(List<String> group, int stretch) {
    return all().value(group, stretch) != null;
  }

  /** How many there are of a group in a stretch. */
  double volume(List<String> group, int stretch) {
    CellValue value = all().value(group, stretch);
    return value == null ? 0 : value.volume();
  }

  /** The number of a group and a stretch; what was recorded of nothing counts as none. */
  double number(List<String> group, int stretch) {
    CellValue value = valueOrNothing(part, group, stretch);
    if (whole != null) {
      double all = valueOrNothing(whole, group, stretch).volume();
      return all == 0 ? Double.NaN : value.volume() / all;
    }
    Aggregation aggregation = Objects.requireNonNull(asking.aggregation());
    if (aggregation.isPercentile()) {
      CellValue found = part.value(group, stretch);
      return found == null
          ? Double.NaN
          : found.quantiles().get(quantiles.indexOf(aggregation.quantile()));
    }
    return value.of(aggregation, view.seconds(stretch, asking.now()));
  }

  /** All that is known of a group and a stretch. */
  CellValue value(List<String> group, int stretch) {
    return valueOrNothing(part, group, stretch);
  }

  private CellValue valueOrNothing(Evaluated of, List<String> group, int stretch) {
    CellValue found = of.value(group, stretch);
    return found == null ? CellValue.nothing(kind, Math.max(1, asking.quantiles().size())) : found;
  }
}

package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesFilter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question that was checked, in the words of the store.
 *
 * @param question as it was asked
 * @param filter of which series
 * @param whole what these are a part of, or null
 * @param kind what the metric is, or null when it or the whole is unknown
 * @param wholeKind what the whole's metric is; of no meaning without one
 * @param aggregation what is made of values; without meaning for a ratio
 * @param now when it is answered
 */
record Asking(
    Question question,
    SeriesFilter filter,
    @Nullable SeriesFilter whole,
    @Nullable MetricKind kind,
    @Nullable MetricKind wholeKind,
    @Nullable Aggregation aggregation,
    Instant now) {
  /** Checks a question; for a thread that may wait for the store. */
  static Asking of(Question question, Resolver resolver, Instant now) {
    Selection selection = question.selection();
    Facts facts = resolver.facts(selection, question.isFresh());
    MetricKind kind = resolver.kind(selection, facts);
    Aggregation aggregation = question.aggregation();
    if (kind != null) {
      resolver.requireKeys(question, selection, facts);
      aggregation = aggregation == null ? Aggregation.ofKind(kind) : aggregation;
      (question.whole() == null ? aggregation : Aggregation.COUNT)
          .requireFor(kind, selection.metric());
    }
    SeriesFilter filter = resolver.filter(selection);
    Selection whole = question.whole();
    if (whole == null) {
      return new Asking(question, filter, null, kind, null, aggregation, now);
    }
    MetricKind wholeKind = wholeKind(question, whole, resolver);
    return new Asking(
        question,
        filter,
        resolver.filter(whole),
        wholeKind == null ? null : kind,
        wholeKind,
        aggregation,
        now);
  }

  private static @Nullable MetricKind wholeKind(
      Question question, Selection whole, Resolver resolver) {
    Facts facts = resolver.facts(whole, question.isFresh());
    MetricKind kind = resolver.kind(whole, facts);
    if (kind != null) {
      resolver.requireKeys(question, whole, facts);
      Aggregation.COUNT.requireFor(kind, whole.metric());
    }
    return kind;
  }

  /** The same, but for what is made of values. */
  Asking of(Aggregation other) {
    return new Asking(question, filter, whole, kind, wholeKind, other, now);
  }

  /** What the numbers are. */
  String label() {
    if (whole != null) {
      return "ratio";
    }
    return aggregation == null ? "value" : aggregation.id();
  }

  List<SeriesFilter> filters() {
    return View.filters(filter, whole);
  }

  /** The quantiles that the aggregation needs. */
  List<Double> quantiles() {
    return whole == null && aggregation != null && aggregation.isPercentile()
        ? List.of(aggregation.quantile())
        : List.of();
  }

  Basis basis(Evaluated evaluated) {
    return new Basis(
        filter.name(), kind, evaluated.granularities(), evaluated.error(), evaluated.rows(), now);
  }

  Basis unknown() {
    return new Basis(filter.name(), null, Set.of(), null, 0, now);
  }
}

package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers of one number, or one for each group. */
final class OfAll {
  /** Until so long ago a gauge counts as of now. */
  private static final Duration LATEST = Duration.ofMinutes(5);

  private final Sources sources;

  OfAll(Sources sources) {
    this.sources = sources;
  }

  Aggregate aggregate(Asking asking, Stop stop) {
    return aggregate(asking, asking.question().when().exact(asking.now()), stop);
  }

  Aggregate aggregate(Asking asking, TimeRange range, Stop stop) {
    if (!asking.question().keys().isEmpty()) {
      throw new InvalidQueryException(
          "groupBy", asking.question().keys(), "an aggregate is of one group: ask for a breakdown");
    }
    MetricKind kind = asking.kind();
    if (kind == null) {
      return nothing(asking, range);
    }
    List<Aggregation> percentiles = kind == MetricKind.HISTOGRAM ? percentiles(asking) : List.of();
    return View.of(
        sources,
        range,
        asking.filters(),
        View.whole(range, asking.now()),
        stop,
        view -> {
          List<Double> quantiles = percentiles.stream().map(Aggregation::quantile).toList();
          return aggregate(asking, view, Numbers.of(asking, view, kind, quantiles), percentiles);
        });
  }

  private static List<Aggregation> percentiles(Asking asking) {
    List<Aggregation> all = new ArrayList<>(Aggregation.USUAL_PERCENTILES);
    Aggregation asked = asking.aggregation();
    if (asked != null && asked.isPercentile() && !all.contains(asked)) {
      all.add(asked);
    }
    return all;
  }

  private static Aggregate aggregate(
      Asking asking, View view, Numbers numbers, List<Aggregation> percentiles) {
    CellValue value = numbers.value(List.of(), 0);
    boolean isThere = numbers.has(List.of(), 0) || view.alive(asking.filter()).get(0);
    Map<String, Double> found = new LinkedHashMap<>();
    for (int i = 0; i < percentiles.size() && i < value.quantiles().size(); i++) {
      found.put(percentiles.get(i).id(), value.quantiles().get(i));
    }
    boolean isGauge = value.kind() == MetricKind.GAUGE;
    return new Aggregate(
        view.borders().all(),
        value.count(),
        isGauge ? Double.NaN : value.total(),
        isGauge ? Double.NaN : value.of(Aggregation.RATE, view.seconds(0, asking.now())),
        value.avg(),
        value.min(),
        value.max(),
        value.last(),
        asking.whole() == null ? Double.NaN : numbers.number(List.of(), 0),
        found,
        isThere ? stateOf(view, asking) : PointState.GAP,
        view.borders().isApproximate(0),
        numbers.basis());
  }

  /** What is asked for by the minute has no calendar that cuts it. */
  private static PointState stateOf(View view, Asking asking) {
    return view.borders().to(0).isAfter(asking.now()) ? PointState.PARTIAL : PointState.WHOLE;
  }

  private static Aggregate nothing(Asking asking, TimeRange range) {
    double none = Double.NaN;
    return new Aggregate(
        range,
        0,
        none,
        none,
        none,
        none,
        none,
        none,
        none,
        Map.of(),
        PointState.GAP,
        false,
        asking.unknown());
  }

  Breakdown breakdown(Asking asking, Stop stop) {
    return breakdown(asking, asking.question().when().exact(asking.now()), stop);
  }

  Breakdown breakdown(Asking asking, TimeRange range, Stop stop) {
    return breakdown(List.of(asking), range, stop).get(0);
  }

  /** One for each usual percentile: what takes long is to read distributions, and that is once. */
  OfEach<Breakdown> percentiles(Asking asking, Stop stop) {
    List<Asking> each = Aggregation.USUAL_PERCENTILES.stream().map(asking::of).toList();
    return new OfEach<>(breakdown(each, asking.question().when().exact(asking.now()), stop));
  }

  /** Of askings that differ in the percentile alone. */
  private List<Breakdown> breakdown(List<Asking> each, TimeRange range, Stop stop) {
    Asking asking = each.get(0);
    if (asking.question().keys().isEmpty()) {
      throw new InvalidQueryException(
          "groupBy", "missing", "a breakdown is by one tag key or two: give them");
    }
    MetricKind kind = asking.kind();
    if (kind == null) {
      return each.stream()
          .map(one -> new Breakdown(one.label(), range, List.of(), 0, one.unknown()))
          .toList();
    }
    List<Double> quantiles = each.stream().flatMap(one -> one.quantiles().stream()).toList();
    return View.of(
        sources,
        range,
        asking.filters(),
        View.whole(range, asking.now()),
        stop,
        view -> {
          Numbers numbers = Numbers.of(asking, view, kind, quantiles);
          return each.stream().map(one -> breakdown(one, view, numbers.of(one))).toList();
        });
  }

  private static Breakdown breakdown(Asking asking, View view, Numbers numbers) {
    List<Share> shares = new ArrayList<>();
    for (List<String> group : numbers.groups()) {
      shares.add(new Share(group, numbers.number(group, 0), numbers.volume(group, 0)));
    }
    int groups = shares.size();
    shares.sort(
        Comparator.comparingDouble(
            (Share share) ->
                Double.isNaN(share.value()) ? Double.POSITIVE_INFINITY : -share.value()));
    int top = asking.question().top();
    return new Breakdown(
        asking.label(),
        view.borders().all(),
        top == 0 ? shares : shares.subList(0, Math.min(top, groups)),
        groups,
        numbers.basis());
  }

  List<GaugeReading> latest(Asking asking, Stop stop) {
    MetricKind kind = asking.kind();
    if (kind == null) {
      return List.of();
    }
    if (kind != MetricKind.GAUGE) {
      throw new InvalidQueryException(
          "metric", asking.filter().name(), "it is no gauge, and only these have a latest value");
    }
    TimeRange range =
        new TimeRange(
            Step.MINUTE.start(asking.now().minus(LATEST), ZoneOffset.UTC),
            Step.MINUTE.start(asking.now(), ZoneOffset.UTC).plusSeconds(60));
    return View.of(
        sources,
        range,
        asking.filters(),
        kept -> Borders.upToNow(range, kept, asking.now()),
        stop,
        view -> latest(Numbers.of(asking, view, kind, List.of())));
  }

  private static List<GaugeReading> latest(Numbers numbers) {
    return numbers.groups().stream()
        .map(
            group -> {
              CellValue value = numbers.value(group, 0);
              return new GaugeReading(group, value.last(), value.lastAt());
            })
        .toList();
  }
}

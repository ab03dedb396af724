package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers that have a time axis. */
final class OverTime {
  private static final int MOST_ROWS = 100;

  private final Sources sources;

  OverTime(Sources sources) {
    this.sources = sources;
  }

  TimeSeries timeSeries(Asking asking, Stop stop) {
    return timeSeries(List.of(asking), stop).get(0);
  }

  /** One for each usual percentile: what takes long is to read distributions, and that is once. */
  OfEach<TimeSeries> percentiles(Asking asking, Stop stop) {
    return new OfEach<>(
        timeSeries(Aggregation.USUAL_PERCENTILES.stream().map(asking::of).toList(), stop));
  }

  /** Of askings that differ in the percentile alone. */
  private List<TimeSeries> timeSeries(List<Asking> each, Stop stop) {
    Asking asking = each.get(0);
    When when = asking.question().when();
    Step step = when.stepOrDefault();
    TimeRange range = when.inSteps(asking.now(), step);
    var cut = View.steps(range, step, asking, sources.limits());
    MetricKind kind = asking.kind();
    if (kind == null) {
      return each.stream()
          .map(one -> new TimeSeries(one.label(), step, List.of(), 0, one.unknown()))
          .toList();
    }
    List<Double> quantiles = each.stream().flatMap(one -> one.quantiles().stream()).toList();
    return View.of(
        sources,
        range,
        asking.filters(),
        cut,
        stop,
        view -> {
          Numbers numbers = Numbers.of(asking, view, kind, quantiles);
          return each.stream().map(one -> timeSeries(one, view, numbers.of(one))).toList();
        });
  }

  private static TimeSeries timeSeries(Asking asking, View view, Numbers numbers) {
    Question question = asking.question();
    List<List<String>> groups = new ArrayList<>(numbers.groups());
    if (groups.isEmpty() && question.keys().isEmpty()) {
      groups.add(List.of());
    }
    List<List<String>> shown = largest(groups, question.top(), groups.size());
    Lines lines = new Lines(asking, view, numbers);
    return new TimeSeries(
        asking.label(),
        view.borders().step(),
        shown.stream().map(lines::line).toList(),
        groups.size(),
        numbers.basis());
  }

  private static List<List<String>> largest(List<List<String>> groups, int top, int most) {
    return groups.subList(0, Math.min(groups.size(), top == 0 ? most : top));
  }

  Heatmap heatmap(Asking asking, Stop stop) {
    requireCounts(asking);
    When when = asking.question().when();
    Step step = heatmapStep(when);
    TimeRange range = when.inSteps(asking.now(), step);
    var cut = View.steps(range, step, asking, sources.limits());
    MetricKind kind = asking.kind();
    if (kind == null) {
      return new Heatmap(step, List.of(), List.of(), 0, 0, asking.unknown());
    }
    return View.of(
        sources,
        range,
        asking.filters(),
        cut,
        stop,
        view -> heatmap(asking, view, Numbers.of(asking, view, kind, List.of())));
  }

  private static void requireCounts(Asking asking) {
    Aggregation asked = asking.question().aggregation();
    if (asking.whole() != null || (asked != null && !asked.equals(Aggregation.COUNT))) {
      throw new InvalidQueryException(
          "aggregation", asking.label(), "a heatmap shows counts: ask for count, or for nothing");
    }
    if (asking.kind() == MetricKind.GAUGE) {
      throw new InvalidQueryException(
          "metric", asking.filter().name(), "it is a gauge, which has no counts for a heatmap");
    }
  }

  private static Step heatmapStep(When when) {
    Step asked = when.step();
    Step step = asked == null ? heatmapStep(when.stepOrDefault()) : asked;
    if (step != Step.HOUR && step != Step.DAY && step != Step.WEEK) {
      throw new InvalidQueryException(
          "step", step.id(), "a column of a heatmap is an hour, a day or a week: 1h, 1d or 1w");
    }
    return step;
  }

  private static Step heatmapStep(Step ofLines) {
    return switch (ofLines) {
      case MINUTE, FIVE_MINUTES, HOUR, SIX_HOURS -> Step.HOUR;
      case DAY -> Step.DAY;
      case WEEK, MONTH -> Step.WEEK;
    };
  }

  private static Heatmap heatmap(Asking asking, View view, Numbers numbers) {
    List<List<String>> groups = numbers.groups();
    List<List<String>> shown = largest(groups, asking.question().top(), MOST_ROWS);
    int columns = view.borders().count();
    double most =
        shown.stream()
            .flatMapToDouble(
                group -> IntStream.range(0, columns).mapToDouble(at -> numbers.volume(group, at)))
            .max()
            .orElse(0);
    List<Heatmap.Row> rows =
        shown.stream().map(group -> row(group, columns, numbers, most)).toList();
    List<Instant> starts = IntStream.range(0, columns).mapToObj(view.borders()::from).toList();
    return new Heatmap(view.borders().step(), starts, rows, most, groups.size(), numbers.basis());
  }

  private static Heatmap.Row row(List<String> group, int columns, Numbers numbers, double most) {
    List<Double> counts =
        IntStream.range(0, columns).mapToObj(at -> numbers.volume(group, at)).toList();
    return new Heatmap.Row(
        group, counts, counts.stream().map(count -> most == 0 ? 0 : count / most).toList());
  }

  /** Makes the lines of a time series. */
  private static final class Lines {
    private final Asking asking;
    private final View view;
    private final Numbers numbers;

    /** In which stretches somebody was there to record, once that is asked. */
    private @Nullable BitSet alive;

    Lines(Asking asking, View view, Numbers numbers) {
      this.asking = asking;
      this.view = view;
      this.numbers = numbers;
    }

    Line line(List<String> group) {
      return new Line(
          group,
          IntStream.range(0, view.borders().count()).mapToObj(at -> point(group, at)).toList());
    }

    private DataPoint point(List<String> group, int at) {
      Borders borders = view.borders();
      boolean isGap = !numbers.has(group, at) && !isAlive(at);
      return new DataPoint(
          borders.from(at),
          borders.to(at),
          isGap ? Double.NaN : numbers.number(group, at),
          isGap ? PointState.GAP : view.state(at, asking.now(), asking.question().when()),
          borders.isApproximate(at));
    }

    private boolean isAlive(int at) {
      BitSet there = alive;
      if (there == null) {
        there = view.alive(asking.filter());
        alive = there;
      }
      return there.get(at);
    }
  }
}

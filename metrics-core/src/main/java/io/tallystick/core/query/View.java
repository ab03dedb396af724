package io.tallystick.core.query;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricKind;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A time of some metrics, as one question sees it: what may not be stored yet was read first, then
 * what is folded, and the rows come last. For one thread.
 */
final class View {
  /** A metric of which every runtime writes a bucket each minute that it lives. */
  private static final String HEARTBEAT = "tallystick.series.active";

  private static final int MOST_TRIES = 3;

  private final Sources sources;
  private final Kept kept;
  private final Borders borders;
  private final List<Segment> segments;
  private final Map<SeriesFilter, List<OwnedBucket>> live;
  private final Stop stop;
  private final long coarsened;

  private View(
      Sources sources,
      Kept kept,
      Borders borders,
      Map<SeriesFilter, List<OwnedBucket>> live,
      long coarsened,
      Stop stop) {
    this.coarsened = coarsened;
    this.sources = sources;
    this.kept = kept;
    this.borders = borders;
    this.segments = new Planner(kept, borders.cuts(), stop).plan();
    this.live = live;
    this.stop = stop;
  }

  /**
   * Answers from what is there of some series in a time. Where a purge took of it meanwhile, or
   * what waits for the store became wider, it is answered again from what is there then.
   *
   * @param cut finds where stretches meet
   */
  static <A> A of(
      Sources sources,
      TimeRange range,
      List<SeriesFilter> filters,
      Function<Kept, Borders> cut,
      Stop stop,
      Function<View, A> answer) {
    for (int tries = 1; ; tries++) {
      View view = open(sources, range, filters, cut, stop);
      A found = answer.apply(view);
      if (tries == MOST_TRIES || view.live.isEmpty() || view.isStillKept()) {
        return found;
      }
    }
  }

  static View open(
      Sources sources,
      TimeRange range,
      List<SeriesFilter> filters,
      Function<Kept, Borders> cut,
      Stop stop) {
    if (filters.stream().allMatch(filter -> sources.isDerived(filter.name()))) {
      Kept all = Kept.everything();
      return new View(sources, all, cut.apply(all), Map.of(), 0, stop);
    }
    long coarsened = sources.live().coarsened();
    Map<SeriesFilter, List<OwnedBucket>> live = new HashMap<>();
    filters.forEach(filter -> live.put(filter, sources.live().unconfirmed(filter)));
    List<OwnedBucket> all = live.values().stream().flatMap(List::stream).toList();
    Kept kept = Kept.read(sources.store(), range, all);
    return new View(sources, kept, cut.apply(kept), live, coarsened, stop);
  }

  private boolean isStillKept() {
    Set<Granularity> read = EnumSet.noneOf(Granularity.class);
    segments.forEach(segment -> read.add(segment.granularity()));
    return sources.live().coarsened() == coarsened && kept.isStill(sources.store(), read);
  }

  Borders borders() {
    return borders;
  }

  /**
   * Adds up the buckets of a filter's series.
   *
   * @param question by which keys groups are made, and how much that may take
   * @param quantiles which quantiles of histograms are wanted
   */
  Evaluated evaluate(
      SeriesFilter filter, MetricKind kind, Question question, List<Double> quantiles) {
    List<String> keys = question.keys();
    if (sources.isDerived(filter.name())) {
      return new DerivedSums(sources.derived(), borders, sources.limits())
          .evaluate(filter, keys, stop);
    }
    boolean needsRows = kind == MetricKind.GAUGE || !quantiles.isEmpty();
    Limits limits = limits(question, needsRows);
    Sums sums = new Sums(borders, new Groups(keys), limits, cells(filter, kind, quantiles));
    return gather(filter, kind, needsRows, sums);
  }

  private Evaluated gather(SeriesFilter filter, MetricKind kind, boolean needsRows, Sums sums) {
    Gathering gathering = new Gathering(sources.store(), filter, kind, needsRows, stop);
    gathering.gather(segments, live.getOrDefault(filter, List.of()), borders, sums);
    return new Evaluated(sums.values(), gathering.granularities(), sums.added());
  }

  /**
   * Adds up the buckets of a filter's series over windows that overlap.
   *
   * @param span how many stretches a window has
   */
  Evaluated slide(
      SeriesFilter filter, MetricKind kind, Question question, List<Double> quantiles, int span) {
    if (sources.isDerived(filter.name())) {
      return evaluate(filter, kind, question, quantiles).slide(span);
    }
    boolean needsRows = kind == MetricKind.GAUGE || !quantiles.isEmpty();
    Sums sums =
        new Sums(
            borders,
            new Panes(borders.count(), span),
            new Groups(question.keys()),
            sources.limits().ofMany(needsRows),
            cells(filter, kind, quantiles));
    return gather(filter, kind, needsRows, sums);
  }

  private Limits limits(Question question, boolean needsRows) {
    Limits usual = sources.limits();
    if (question.isOfMany()) {
      return usual.ofMany(needsRows);
    }
    return needsRows ? usual : usual.ofTotals(borders.count());
  }

  private CellMaker cells(SeriesFilter filter, MetricKind kind, List<Double> quantiles) {
    return switch (kind) {
      case COUNTER -> CounterCell::new;
      case HISTOGRAM -> new HistogramCells(quantiles, sources.limits());
      case GAUGE -> gauges(sources.rules().apply(filter.name()));
    };
  }

  private CellMaker gauges(GaugeCombination rule) {
    return borders.isOfNow()
        ? () -> new LatestCell(rule, borders.now())
        : () -> new GaugeCell(rule, borders.now());
  }

  /**
   * In which stretches a runtime was there to record: where it recorded nothing of a metric then,
   * that is none and not unknown.
   *
   * @param of the series in question, whose source alone matters; what is derived is always there
   */
  BitSet alive(SeriesFilter of) {
    BitSet alive = new BitSet();
    if (sources.isDerived(of.name())) {
      alive.set(0, borders.count());
      return alive;
    }
    String source = of.source();
    SeriesFilter any = SeriesFilter.system(HEARTBEAT);
    SeriesFilter filter = source == null ? any : any.withSource(source);
    Limits unlimited = sources.limits().withRows(Long.MAX_VALUE);
    Sums sums = new Sums(borders, new Groups(List.of()), unlimited, PresenceCell::new);
    new Gathering(sources.store(), filter, MetricKind.GAUGE, true, stop)
        .gather(segments, sources.live().unconfirmed(filter), borders, sums);
    @Nullable CellValue[] found =
        sums.values().getOrDefault(List.of(), new CellValue[borders.count()]);
    for (int i = 0; i < found.length; i++) {
      alive.set(i, found[i] != null);
    }
    return alive;
  }

  /** How much of a stretch lies before a moment, in seconds. */
  double seconds(int stretch, Instant now) {
    Instant to = borders.to(stretch).isAfter(now) ? now : borders.to(stretch);
    return Math.max(0, Duration.between(borders.from(stretch), to).toMillis() / 1_000.0);
  }

  /** Whether a stretch is all there. */
  PointState state(int stretch, Instant now, When when) {
    boolean isCut =
        (stretch == 0 && !borders.beginsWhole(when.zone()))
            || (stretch == borders.count() - 1 && !borders.endsWhole(when.zone()));
    return isCut || borders.to(stretch).isAfter(now) ? PointState.PARTIAL : PointState.WHOLE;
  }

  /** How many buckets of one series are read at most, if one writer wrote it all the time. */
  long windows() {
    long windows = 0;
    for (Segment segment : segments) {
      if (segment.withFolded()) {
        windows += Math.max(1, millis(segment.range()) / segment.granularity().width().toMillis());
      }
    }
    return windows;
  }

  private static long millis(TimeRange range) {
    return range.to().toEpochMilli() - range.from().toEpochMilli();
  }

  /** For an answer that cuts by the calendar. */
  static Function<Kept, Borders> steps(TimeRange range, Step step, Asking asking, Limits limits) {
    Borders.requireFew(range, step, limits.points());
    ZoneId zone = asking.question().when().zone();
    return kept -> Borders.cut(range, step, zone, kept, limits.points()).at(asking.now());
  }

  /** For an answer of one stretch. */
  static Function<Kept, Borders> whole(TimeRange range, Instant now) {
    return kept -> Borders.around(range, kept).at(now);
  }

  /** Of all filters that are not null. */
  static List<SeriesFilter> filters(SeriesFilter one, @Nullable SeriesFilter other) {
    List<SeriesFilter> all = new ArrayList<>(List.of(one));
    if (other != null) {
      all.add(other);
    }
    return all;
  }
}

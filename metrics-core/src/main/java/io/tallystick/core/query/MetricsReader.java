package io.tallystick.core.query;

import io.tallystick.Tags;
import io.tallystick.core.merge.GaugeRules;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers questions about metrics, from their stored history and what is not stored yet.
 *
 * <p>Each method waits for its answer, ten seconds at most unless told otherwise; an interrupt ends
 * the wait, and the work if nobody else waits for it. Answers of a moment ago are given again:
 * those over time for 15 seconds, others for a minute, and those to a {@linkplain Question#fresh
 * fresh} question and latest values never. Any thread may ask.
 *
 * <p>All methods throw {@link InvalidQueryException} for a question that cannot be answered, {@link
 * QueryStoppedException} for one that was given up, and {@link io.tallystick.spi.StorageException}
 * when the store fails. A metric that nobody knows has an answer too, which is empty and
 * {@linkplain Basis#isKnown says so}.
 *
 * <pre>{@code
 * MetricsReader reader = runtime.reader();
 * TimeSeries p95 =
 *     reader.timeSeries(Question.about("http.request.duration_ms").period(Period.DAY));
 * }</pre>
 */
public final class MetricsReader implements AutoCloseable {
  /** More series are not counted by what a question costs. */
  private static final int MOST_COUNTED = 100_000;

  private final Sources sources;
  private final ReaderSettings settings;
  private final QueryThreads threads;
  private final Answers answers;
  private final Resolver resolver;
  private final OverTime overTime;
  private final OfAll ofAll;
  private final Sliding sliding;
  private final Names names;

  /**
   * Makes a reader; its threads start with the first question.
   *
   * @param live what this process recorded and the store may not know
   */
  public MetricsReader(BucketStore store, LiveHistory live, ReaderSettings settings) {
    this(store, live, DerivedHistory.NONE, settings);
  }

  /**
   * Makes a reader; its threads start with the first question.
   *
   * @param live what this process recorded and the store may not know
   * @param derived what is in no store
   */
  public MetricsReader(
      BucketStore store, LiveHistory live, DerivedHistory derived, ReaderSettings settings) {
    this.settings = settings;
    this.sources =
        new Sources(
            store, live, derived, new GaugeRules(settings.descriptors()), settings.limits());
    this.threads = new QueryThreads(settings.threads());
    this.answers =
        new Answers(threads, settings.limits().deadline(), settings.nanos(), settings.metrics());
    this.resolver = new Resolver(sources, settings.descriptors(), settings.tenantKey(), answers);
    this.overTime = new OverTime(sources);
    this.ofAll = new OfAll(sources);
    this.sliding = new Sliding(sources);
    this.names = new Names(sources);
  }

  /** How a metric went over time, in one line or one for each group. */
  public TimeSeries timeSeries(Question question) {
    return ofUsual(
        question,
        each -> percentiles(Shelf.SERIES, "time_series", each, overTime::percentiles),
        each -> answer(Shelf.SERIES, "time_series", each, TimeSeries.class, overTime::timeSeries));
  }

  /**
   * Who asks for a usual percentile asks for others, too, of the same distributions; where a metric
   * has none, that is said of the one that was asked for.
   */
  private static <A> A ofUsual(
      Question question, Function<Question, OfEach<A>> together, Function<Question, A> alone) {
    Aggregation asked = question.aggregation();
    if (asked == null || !Aggregation.USUAL_PERCENTILES.contains(asked)) {
      return alone.apply(question);
    }
    try {
      return together.apply(question.aggregate(Aggregation.USUAL_PERCENTILES.get(0))).of(asked);
    } catch (InvalidQueryException refused) {
      if (refused.field().equals("aggregation")) {
        return alone.apply(question);
      }
      throw refused;
    }
  }

  @SuppressWarnings("unchecked") // what the work gives
  private <A> OfEach<A> percentiles(
      Shelf shelf, String what, Question question, Work<OfEach<A>> work) {
    return (OfEach<A>)
        timed(
            what,
            () ->
                answers.answer(
                    shelf,
                    new Asked(what + " of each", question),
                    question.isFresh(),
                    OfEach.class,
                    stop -> work.answer(asking(question), stop)));
  }

  /**
   * How a metric was over windows that overlap, one for each minute; or for each of the narrowest
   * buckets that are kept, where these are wider. Never an older answer.
   *
   * @param question its time has no meaning
   * @param window how long each window is, in whole minutes, at least one
   * @param ends the windows that end behind the start of this time, up to its end: whole minutes
   */
  public Windows windows(Question question, Duration window, TimeRange ends) {
    Sliding.requireMinutes(window, ends);
    return timed(
        "windows",
        () ->
            answers.once(
                Windows.class, stop -> sliding.windows(asking(question), window, ends, stop)));
  }

  /** What a time amounts to, in one. */
  public Aggregate aggregate(Question question) {
    return answer(Shelf.AGGREGATES, "aggregate", question, Aggregate.class, ofAll::aggregate);
  }

  /** A number for each value of a tag, or of two. */
  public Breakdown breakdown(Question question) {
    return ofUsual(
        question,
        each -> percentiles(Shelf.AGGREGATES, "breakdown", each, ofAll::percentiles),
        each -> answer(Shelf.AGGREGATES, "breakdown", each, Breakdown.class, ofAll::breakdown));
  }

  /**
   * How many there were by group and time: of each hour, day or week. Without a step it is by the
   * hour up to a week, and by the day up to a month; hours of a month may be asked for.
   */
  public Heatmap heatmap(Question question) {
    return answer(Shelf.SERIES, "heatmap", question, Heatmap.class, overTime::heatmap);
  }

  /**
   * The largest endpoints, clients, or whatever requests are told apart by; ten of them unless the
   * question says how many.
   *
   * @param requests about the metric that counts requests, grouped by one key; about the last 24
   *     hours unless told otherwise
   */
  public Breakdown top(TopBy by, Question requests) {
    Question limited = requests.top() == 0 ? requests.top(Requests.MOST_SHOWN) : requests;
    return breakdown(Requests.by(by, limited));
  }

  /**
   * What gauges show now: of the last five minutes. Never an older answer.
   *
   * @param question its time has no meaning
   */
  @SuppressWarnings("unchecked") // what the work gives
  public List<GaugeReading> latestGauge(Question question) {
    return (List<GaugeReading>)
        timed(
            "latest_gauge",
            () -> answers.once(List.class, stop -> ofAll.latest(asking(question.fresh()), stop)));
  }

  /** How requests went in a period that ends now, against the one before. */
  public Summary summary(Period period) {
    Question all = Question.about(Requests.COUNT).period(period).ofMany();
    return timed(
        "summary",
        () ->
            answers.answer(
                Shelf.AGGREGATES,
                new Asked("summary", all),
                false,
                Summary.class,
                stop -> summary(all, stop)));
  }

  private Summary summary(Question all, Stop stop) {
    Instant now = settings.now().get();
    TimeRange range = all.when().exact(now);
    TimeRange before = all.when().before(now);
    Question time = all.with(Selection.of(Requests.DURATION));
    RequestCounts counted =
        counted(all, List.of(Requests.STATUS_CLASS, Requests.ENDPOINT), range, stop);
    RequestCounts countedBefore = counted(all, List.of(Requests.STATUS_CLASS), before, stop);
    Aggregate took = ofAll.aggregate(asking(time), range, stop);
    Aggregate tookBefore = ofAll.aggregate(asking(time), before, stop);
    return new Summary(
        range,
        new Compared(counted.total(), countedBefore.total()),
        new Compared(counted.errorRate(), countedBefore.errorRate()),
        new Compared(took.avg(), tookBefore.avg()),
        new Compared(took.p95(), tookBefore.p95()),
        counted.largestEndpoints(Requests.FEW_SHOWN));
  }

  /** All series are read once, whatever they are told apart by. */
  private RequestCounts counted(Question all, List<String> by, TimeRange range, Stop stop) {
    Facts facts = resolver.facts(all.selection(), false);
    List<String> keys = by.stream().filter(facts::hasKey).toList();
    if (keys.isEmpty()) {
      double total = ofAll.aggregate(asking(all), range, stop).sum();
      return new RequestCounts(keys, List.of(new Share(List.of(), total, total)));
    }
    Question grouped = all.groupBy(keys.toArray(String[]::new)).aggregate(Aggregation.SUM);
    return new RequestCounts(keys, ofAll.breakdown(asking(grouped), range, stop).shares());
  }

  /** The application's own metrics that have a history, in the order of their names. */
  public List<MetricName> names() {
    return listed("names", "", names::system);
  }

  /**
   * The metrics of a tenant, in the order of their names.
   *
   * @param tenant its id, as it was given when they were recorded
   */
  public List<MetricName> userMetricNames(String tenant) {
    String key = resolver.tenantKey(tenant);
    return listed("user_names", key, () -> names.ofTenant(key));
  }

  /** The metrics of all tenants, in the order of their names; not which of them has which. */
  public List<MetricName> userMetricNames() {
    return listed("all_user_names", "", names::ofTenants);
  }

  @SuppressWarnings("unchecked") // what the names gave
  private List<MetricName> listed(String what, String of, Supplier<List<MetricName>> find) {
    return (List<MetricName>)
        timed(
            "names",
            () ->
                answers.answer(
                    Shelf.NAMES, new Asked(what, of), false, List.class, stop -> find.get()));
  }

  /** The tag keys that series of a metric have; none of an unknown one. */
  public SortedSet<String> tagKeys(Selection selection) {
    return new TreeSet<>(facts(selection).tags().keySet());
  }

  /**
   * The values of a tag that series of a metric have, the first 20,000 of them in their order; none
   * of an unknown one.
   */
  public SortedSet<String> tagValues(Selection selection, String key) {
    return new TreeSet<>(facts(selection).tags().getOrDefault(key, new TreeSet<>()));
  }

  private Facts facts(Selection selection) {
    return timed(
        "names", () -> answers.once(Facts.class, stop -> resolver.facts(selection, false)));
  }

  /** What a time series would touch, without running it; at most 100,000 series are counted. */
  public Cost cost(Question question) {
    return timed(
        "cost", () -> answers.once(Cost.class, stop -> cost(asking(question.fresh()), stop)));
  }

  private Cost cost(Asking asking, Stop stop) {
    When when = asking.question().when();
    Step step = when.stepOrDefault();
    TimeRange range = when.inSteps(asking.now(), step);
    Function<Kept, Borders> cut = View.steps(range, step, asking, sources.limits());
    View view = View.open(sources, range, asking.filters(), cut, stop);
    long series = 0;
    for (SeriesFilter filter : asking.filters()) {
      series += sources.store().series(filter, MOST_COUNTED).size();
    }
    return new Cost(series, view.borders().count(), series * view.windows());
  }

  /**
   * Reads something else of the store as a question is answered: on a thread of this reader's, and
   * given up after the same time. The answer is not kept.
   *
   * @param kind as what {@code tallystick.query.duration_ms} counts it
   * @param work gets what it is to run now and then, at least between two rows: that throws when
   *     nobody waits any more
   */
  @SuppressWarnings("unchecked") // what the work gives
  public <A> A read(String kind, Function<Runnable, A> work) {
    return (A) timed(kind, () -> answers.once(Object.class, stop -> work.apply(stop::check)));
  }

  private <A> A answer(Shelf shelf, String what, Question question, Class<A> type, Work<A> work) {
    return timed(
        what,
        () ->
            answers.answer(
                sources.isDerived(question.selection().metric()) ? Shelf.AGGREGATES : shelf,
                new Asked(what, question),
                question.isFresh(),
                type,
                stop -> work.answer(asking(question), stop)));
  }

  private Asking asking(Question question) {
    return Asking.of(question, resolver, settings.now().get());
  }

  private <A> A timed(String kind, Supplier<A> work) {
    long startNanos = System.nanoTime();
    try {
      return work.get();
    } finally {
      settings
          .metrics()
          .duration(
              "tallystick.query.duration_ms",
              Duration.ofNanos(System.nanoTime() - startNanos),
              Tags.of("kind", kind));
    }
  }

  /** Gives up what is on its way and answers no more; waits for nothing. */
  @Override
  public void close() {
    threads.close();
  }

  /** Makes an answer. */
  private interface Work<A> {
    A answer(Asking asking, Stop stop);
  }
}

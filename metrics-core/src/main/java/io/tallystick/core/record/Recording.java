package io.tallystick.core.record;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.guard.Decision;
import io.tallystick.guard.SeriesGuard;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is recorded: what the {@link #metrics()} write and the next stage pulls.
 *
 * <p>Any thread records at any time. The other methods are for the threads of the runtime; {@link
 * #drain} and {@link #retire} for one of them at a time.
 *
 * <pre>{@code
 * Recording recording = new Recording(settings);
 * recording.metrics().count("orders.count", 1, "status", "paid");
 * recording.drain(target, false); // shows orders.count{status=paid} with a total of 1
 * }</pre>
 */
public final class Recording {
  /** The tag keys by which recording tells series of its own making apart. */
  public static final Set<String> OWN_KEYS = Set.of("metric", "overflow", "reason", "rule");

  private final SeriesDirectory directory = new SeriesDirectory();
  private final Budgets budgets;
  private final Lanes lanes;
  private final Gauges gauges;
  private final SharedCells minuteBase;
  private final SeriesMaker maker;
  private final SeriesRegistry registry;
  private final Drops drops;
  private final SelfCounts selfCounts;
  private final Retirement retirement;
  private final GaugeSuppliers suppliers;
  private final KeptSamples kept;
  private final LiveMetrics metrics;
  private long[] totals = new long[0];

  /** Makes everything; nothing starts. */
  public Recording(RecordingSettings settings) {
    budgets =
        new Budgets(
            new ByteBudget(settings.cellBytes()), new ByteBudget(settings.histogramBytes()));
    CellMemory memory = new HeapMemory(budgets.cells());
    lanes = new Lanes(memory, directory, settings.processors());
    gauges = new Gauges(memory);
    minuteBase = new SharedCells(memory);
    maker = new SeriesMaker(directory, lanes, gauges, minuteBase, budgets, settings.elapsedNanos());
    drops = new Drops(settings.isStrict());
    KeyedHash hash = KeyedHash.random();
    registry = new SeriesRegistry(settings.cardinality(), maker, hash);
    SelfCounts.NAMES.forEach(registry::reserve);
    selfCounts = new SelfCounts(lanes, drops, registry::own);
    kept = new KeptSamples(settings.points(), selfCounts);
    Samples samples = samples(settings.points());
    SeriesGuard guard = SeriesGuard.forSystem(settings.guard());
    ConstantTags constantTags = new ConstantTags(settings.constantTags());
    Admission admission = new Admission(guard, constantTags, registry, maker, selfCounts, hash);
    SeriesLookup lookup = new SeriesLookup(registry.table(), directory, admission);
    Tenants tenants = new Tenants(settings, constantTags, registry, samples, selfCounts);
    suppliers = new GaugeSuppliers(samples);
    retirement =
        new Retirement(registry, admission, tenants, lookup, memory, settings.elapsedNanos());
    metrics = new LiveMetrics(registry, lookup, samples, suppliers, tenants);
  }

  /** Only who keeps points pays for the question whether a sample is kept. */
  private Samples samples(PointSettings points) {
    return points.shares().isEmpty()
        ? new Samples(lanes, gauges, selfCounts)
        : new KeepingSamples(lanes, gauges, selfCounts, points.wallMillis(), kept);
  }

  /** The samples that are kept one by one. */
  public KeptSamples kept() {
    return kept;
  }

  /** What the application records through. */
  public Metrics metrics() {
    return metrics;
  }

  /** Registers what a metric is. */
  public Decision describe(MetricDescriptor descriptor) {
    return metrics.describe(descriptor);
  }

  /** What was registered of the metric of a name or another name of it, or empty. */
  public Optional<MetricDescriptor> descriptor(String name) {
    return Optional.ofNullable(registry.metric(name)).map(Metric::descriptor);
  }

  /** Whether a metric of this name or another name of it has series. */
  public boolean isRecorded(String name) {
    return registry.hasSeries(name);
  }

  /** Switches recording on or off; off, every recording call returns at once. */
  public void open(boolean isOpen) {
    lanes.open(isOpen);
  }

  /** Whether recording is switched on. */
  public boolean isOpen() {
    return lanes.isOpen();
  }

  /** Takes no more samples and lets every thread go. */
  public void close() {
    lanes.close();
    suppliers.close();
  }

  /** The gauges that suppliers give the values of. */
  public List<PolledGauge> polledGauges() {
    return suppliers.list();
  }

  /** Writes a line for each rule that was broken since the last call. */
  public void logRefusals() {
    drops.log();
  }

  /** All series that samples are shown of. */
  public List<Series> series() {
    return directory.list().stream().filter(series -> !series.leadsNowhere()).toList();
  }

  /** How many series there are. */
  public int seriesCount() {
    return directory.list().size() - SeriesMaker.NOWHERE;
  }

  /** How many bytes cells, lanes and series take, about. */
  public long cellBytes() {
    return budgets.cells().used();
  }

  /** How many bytes histograms take, about. */
  public long histogramBytes() {
    return budgets.histograms().used();
  }

  /**
   * Shows every series with all that was recorded before the call, and maybe some of what is
   * recorded meanwhile; nothing is shown twice and nothing is left out for ever.
   *
   * @param endsMinute whether the next drain begins another minute
   */
  public void drain(DrainTarget target, boolean endsMinute) {
    lanes.releaseDead();
    lanes.drainLogs();
    List<Series> all = readTotals();
    if (retirement.settle(totals)) {
      all = readTotals(); // what came late is shown with the rest: there may be no other drain
    }
    for (Series series : all) {
      if (!series.leadsNowhere() && !retirement.includes(series)) {
        show(series, target, endsMinute);
      }
    }
  }

  /** Lists all series, and then reads, so that each of them has a cell among the totals. */
  private List<Series> readTotals() {
    List<Series> all = directory.list();
    int cells = maker.counterCells();
    if (totals.length < cells) {
      totals = new long[Math.max(cells, 2 * totals.length)];
    }
    Arrays.fill(totals, 0);
    lanes.totals(totals);
    retirement.addTo(totals);
    return all;
  }

  private void show(Series series, DrainTarget target, boolean endsMinute) {
    if (series.kind() == MetricKind.COUNTER) {
      showCounter(series, target, endsMinute);
    } else if (series.kind() == MetricKind.GAUGE) {
      double last = gauges.last(series.cell());
      if (!Double.isNaN(last)) {
        double least = gauges.takeLeast(series.cell());
        target.gauge(series, last, least, gauges.takeGreatest(series.cell()));
      }
    } else {
      showHistogram(series, (HistogramSink) series.sink(), target, endsMinute);
    }
  }

  private void showCounter(Series series, DrainTarget target, boolean endsMinute) {
    Cells page = minuteBase.page(series.cell());
    int at = SharedCells.offset(series.cell());
    long total = totals[series.cell()];
    double fraction = series.sinkIfAny() instanceof SumSink sums ? sums.take() : 0;
    long before = page.getAcquire(at);
    target.counter(series, total, total - before, fraction);
    if (endsMinute) {
      if (total == Long.MAX_VALUE && before != total) {
        selfCounts.full(series);
      }
      page.setRelease(at, total);
    }
  }

  private static void showHistogram(
      Series series, HistogramSink sink, DrainTarget target, boolean endsMinute) {
    GridCopy copy = target.wantsSketches() ? new GridCopy() : null;
    sink.lock();
    long count;
    double sum;
    double min;
    double max;
    BucketCounts buckets = BucketCounts.NONE;
    boolean isWanted;
    try {
      sink.gather();
      count = sink.count();
      sum = sink.sum();
      min = sink.min();
      max = sink.max();
      isWanted = target.wantsHistogram(series, count);
      if (isWanted) {
        if (copy != null) {
          sink.grid().forEach(copy);
        }
        if (target.wantsBuckets()) {
          buckets = sink.buckets();
        }
      }
      if (endsMinute && count != 0) {
        sink.clear();
      }
    } finally {
      sink.unlock();
    }
    if (isWanted) {
      QuantileSketch sketch = copy == null ? QuantileSketch.empty() : copy.sketch(min, max);
      target.histogram(series, new HistogramMinute(count, sum, sketch, buckets));
    }
  }

  /**
   * Retires series that were idle for long: they leave the table, and their numbers are used again
   * after as long again. A series with a live handle stays.
   *
   * @return those that were retired
   */
  public List<Series> retire(List<Series> idle) {
    return retirement.retire(idle, totals);
  }
}

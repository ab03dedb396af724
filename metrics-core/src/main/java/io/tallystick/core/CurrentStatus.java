package io.tallystick.core;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.collect.CollectorStatus;
import io.tallystick.core.derived.DerivedStatus;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.rollup.JanitorStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Puts together how a runtime gets on, from what its parts know: nothing here asks the store, nor
 * waits for who does.
 */
final class CurrentStatus {
  private final RuntimeOptions options;
  private final Pipeline pipeline;
  private final StoreWatch watch;
  private final DerivedWork derived;
  private final CollectWork collecting;
  private final Moment made;

  CurrentStatus(
      RuntimeOptions options,
      Pipeline pipeline,
      StoreWatch watch,
      DerivedWork derived,
      CollectWork collecting,
      Moment made) {
    this.options = options;
    this.pipeline = pipeline;
    this.watch = watch;
    this.derived = derived;
    this.collecting = collecting;
    this.made = made;
  }

  RuntimeStatus now() {
    Moment now = pipeline.clock().get();
    RuntimeState state = RuntimeState.of(options, pipeline, made, now);
    FlushStatus flush = pipeline.flushStatus();
    Duration lag = pipeline.flushLag(now);
    JanitorStatus janitor = pipeline.janitorStatus();
    StoreStatus store = watch.status();
    OwnTotals totals = OwnTotals.of(pipeline.unstored());
    SortedMap<String, Long> overflow = totals.by("tallystick.series.overflow.count", "metric");
    List<DerivedStatus> asked = derived.door().status();
    List<CollectorStatus> collectors = collecting.door().status();
    Troubles troubles =
        new Troubles()
            .flush(flush, lag, options.flushInterval())
            .upkeep(flush, janitor, store)
            .size(store, state.now())
            .room(state);
    addFull(troubles, overflow, totals);
    troubles.derived(asked).collectors(collectors);
    return new RuntimeStatus(
        state,
        flush,
        lag,
        janitor,
        store,
        totals.by("tallystick.guard.rejected.count", "rule"),
        totals.by("tallystick.dropped.count", "reason"),
        overflow,
        asked,
        collectors,
        troubles.sentences());
  }

  /** A metric that had too many series and has fewer by now is in no trouble. */
  private void addFull(Troubles troubles, Map<String, Long> overflow, OwnTotals totals) {
    overflow.forEach(
        (metric, samples) -> {
          int most = mostSeries(metric);
          if (totals.seriesOf(metric) >= most) {
            troubles.full(metric, most, samples);
          }
        });
  }

  private int mostSeries(String metric) {
    return pipeline
        .recording()
        .descriptor(metric)
        .map(MetricDescriptor::mostSeries)
        .filter(own -> own > 0)
        .orElse(options.limits().cardinality().seriesPerMetric());
  }
}

package io.tallystick.core.derived;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a gauge: each row becomes a series of the runtime. One poll at a time. */
final class GaugeTable implements Callable<Runnable> {
  private static final Logger LOGGER = LoggerFactory.getLogger(GaugeTable.class);

  private final DerivedMetric metric;
  private final TaggedRows reader;
  private final Metrics metrics;
  private Set<Tags> before = Set.of();
  private boolean isDescribed;
  private boolean isSurplusSaid;

  GaugeTable(DerivedMetric metric, Metrics metrics, GuardLimits limits) {
    this.metric = metric;
    this.metrics = metrics;
    this.reader = new TaggedRows(metric, limits);
  }

  @Override
  public Runnable call() throws Exception {
    int most = metric.terms().mostRows();
    TaggedRows.Answer answer =
        metric.query(most + 1).run(metric.arguments(), rows -> reader.read(rows, false));
    return () -> publish(answer, most);
  }

  private void publish(TaggedRows.Answer answer, int most) {
    describe(answer);
    List<TaggedRow> rows = answer.rows();
    if (rows.size() > most) {
      noteSurplus(most);
      rows = rows.subList(0, most);
    }
    Set<Tags> there = new HashSet<>();
    for (TaggedRow row : rows) {
      there.add(row.tags());
      metrics.gauge(metric.name(), row.value().doubleValue(), row.tags());
    }
    for (Tags gone : before) {
      if (!there.contains(gone)) {
        metrics.gauge(metric.name(), 0, gone);
      }
    }
    before = there;
  }

  /** All instances see the same table, so their gauges must not be added up. */
  private void describe(TaggedRows.Answer answer) {
    if (isDescribed) {
      return;
    }
    Decision decision =
        metrics.describe(
            metric
                .descriptor()
                .orElseGet(
                    () ->
                        MetricDescriptor.gauge(metric.name())
                            .combination(GaugeCombination.LAST)
                            .tags(answer.keys().toArray(new String[0]))
                            .build()));
    isDescribed = true;
    if (!decision.isAccepted()) {
      LOGGER.warn(
          "The derived {} is described otherwise already, so several instances may add it up: {}",
          metric,
          decision.reason());
    }
  }

  private void noteSurplus(int most) {
    metrics.count("tallystick.dropped.count", 1, "reason", "derived_rows");
    if (!isSurplusSaid) {
      isSurplusSaid = true;
      LOGGER.warn(
          "The derived {} has more than {} rows; the surplus is left out: group by fewer columns or"
              + " allow more rows.",
          metric,
          most);
    }
  }
}

package io.tallystick.servlet;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeStatus;
import io.tallystick.core.alert.Alerts;
import io.tallystick.core.annotate.Annotations;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.export.HistoryExport;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Selection;
import io.tallystick.core.ratelimit.RateLimitHistory;
import io.tallystick.core.rollup.RequestSummaries;
import io.tallystick.servlet.json.ApiParts;
import io.tallystick.servlet.json.KeyNames;
import io.tallystick.spi.SeriesFilter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** A runtime as the API sees it, and who knows the names of its clients. */
record RuntimeParts(MetricsRuntime runtime, KeyNames keyNames) implements ApiParts {
  @Override
  public MetricsReader reader() {
    return runtime.reader();
  }

  @Override
  public HistoryExport export() {
    return runtime.export();
  }

  @Override
  public RequestSummaries requests() {
    return new RequestSummaries(runtime.storage().buckets());
  }

  @Override
  public Annotations annotations() {
    return runtime.annotations();
  }

  @Override
  public Alerts alerts() {
    return runtime.alerts();
  }

  @Override
  public DerivedMetrics derived() {
    return runtime.derived();
  }

  @Override
  public Optional<MetricDescriptor> descriptor(String name) {
    return runtime.descriptor(name);
  }

  @Override
  public SeriesFilter filter(Selection selection) {
    String name =
        runtime
            .descriptor(selection.metric())
            .map(MetricDescriptor::name)
            .orElse(selection.metric());
    String tenant = selection.tenant();
    return new SeriesFilter(
        name,
        selection.type(),
        selection.source(),
        tenant == null ? null : runtime.keyedHash().apply(tenant),
        selection.tags());
  }

  @Override
  public long recordedBytes() {
    return runtime.recordedBytes();
  }

  @Override
  public RuntimeStatus status() {
    return runtime.status();
  }

  @Override
  public LiveTotals totals() {
    return runtime.liveTotals();
  }

  @Override
  public RateLimitHistory rateLimits() {
    return runtime.rateLimitHistory();
  }

  @Override
  public ZoneId storeZone() {
    return runtime.storage().buckets().identity().zone();
  }

  @Override
  public Instant now() {
    return runtime.now();
  }
}

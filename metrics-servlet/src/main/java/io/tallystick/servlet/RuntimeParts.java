package io.tallystick.servlet;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.annotate.Annotations;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.export.HistoryExport;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Selection;
import io.tallystick.core.rollup.JanitorStatus;
import io.tallystick.core.rollup.RequestSummaries;
import io.tallystick.servlet.json.ApiParts;
import io.tallystick.servlet.json.KeyNames;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A runtime as the API sees it, and who knows the names of its clients. */
record RuntimeParts(MetricsRuntime runtime, KeyNames keyNames) implements ApiParts {
  private static final Logger LOGGER = LoggerFactory.getLogger(RuntimeParts.class);
  private static final Duration LATELY = Duration.ofHours(1);
  private static final int MOST_USES = 10_000;

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
  public FlushStatus flushStatus() {
    return runtime.flushStatus();
  }

  @Override
  public JanitorStatus janitorStatus() {
    return runtime.janitorStatus();
  }

  @Override
  public long recordedBytes() {
    return runtime.recordedBytes();
  }

  @Override
  public List<RateLimitUse> rateLimitUses() {
    Instant now = runtime.storage().control().now();
    return runtime
        .storage()
        .control()
        .rateLimitUses(new TimeRange(now.minus(LATELY), now), MOST_USES);
  }

  @Override
  public @Nullable String clientName(String hash) {
    try {
      return keyNames.of(hash);
    } catch (RuntimeException broken) {
      LOGGER.warn("The host's KeyNames failed, so the hash of a client is shown", broken);
      return null;
    }
  }

  @Override
  public Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}

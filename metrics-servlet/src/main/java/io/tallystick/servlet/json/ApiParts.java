package io.tallystick.servlet.json;

import io.tallystick.MetricDescriptor;
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
import io.tallystick.spi.SeriesFilter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the API answers from. Any thread may call.
 *
 * <pre>{@code
 * JsonApi.of(parts).below("/admin");
 * }</pre>
 */
public interface ApiParts {
  /** Answers questions. */
  MetricsReader reader();

  /** Writes history. */
  HistoryExport export();

  /** Sums requests up. */
  RequestSummaries requests();

  /** Notes on times. */
  Annotations annotations();

  /** Alert rules and what becomes of them. */
  Alerts alerts();

  /** What is derived from the application's tables. */
  DerivedMetrics derived();

  /** What is known of a metric. */
  Optional<MetricDescriptor> descriptor(String name);

  /** Which stored series are those that were asked for. */
  SeriesFilter filter(Selection selection);

  /** How the runtime gets on; without asking the store. */
  RuntimeStatus status();

  /** What each series amounts to. */
  LiveTotals totals();

  /** How much memory what is recorded takes. */
  long recordedBytes();

  /** How much of their limits keys use and used; asks the store. */
  RateLimitHistory rateLimits();

  /** In which days of the store begin; may ask the store. */
  ZoneId storeZone();

  /** The names that readers are shown for the hashes of clients. */
  KeyNames keyNames();

  /** The time. */
  Instant now();
}

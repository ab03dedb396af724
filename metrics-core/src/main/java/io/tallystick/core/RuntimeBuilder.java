package io.tallystick.core;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.WebhookSettings;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a runtime is told; for one thread at a time. A system property or an environment
 * variable of the same name wins over what is said here.
 *
 * <p>Nothing is checked before {@link #build}, which names every value that cannot work at once.
 *
 * <pre>{@code
 * MetricsRuntime runtime =
 *     MetricsRuntime.builder().source("service:api").tags(Tags.of("region", "eu")).build();
 * }</pre>
 */
public final class RuntimeBuilder extends RuntimeLimitsBuilder {
  private final OptionValues values = new OptionValues();
  private OptionSources sources = OptionSources.ofThisProcess();
  private Supplier<Moment> clock = () -> new Moment(System.currentTimeMillis(), System.nanoTime());
  private @Nullable StorageBackend storage;
  private boolean isInstalled = true;
  private final List<DerivedMetric> derived = new ArrayList<>();
  private final List<DerivedTable> tables = new ArrayList<>();
  private final List<Collector> collectors = new ArrayList<>();
  private final List<RuleDefinition> rules = new ArrayList<>();
  private final List<AlertListener> listeners = new ArrayList<>();
  private WebhookSettings webhooks = WebhookSettings.standard(Clock.systemUTC());

  RuntimeBuilder() {}

  /**
   * Where history is kept; the runtime closes it. Without one it is kept in memory, bounded, and
   * ends with the process.
   */
  public RuntimeBuilder storage(StorageBackend backend) {
    storage = requireNonNull(backend, "storage");
    return this;
  }

  /**
   * Whether {@link io.tallystick.Metrics#current()} leads to this runtime while it runs, as it does
   * unless told otherwise; one at a time can be there.
   */
  public RuntimeBuilder installed(boolean value) {
    isInstalled = value;
    return this;
  }

  /** Metrics that are derived from the application's own tables, beside those given before. */
  public RuntimeBuilder derived(DerivedMetric... metrics) {
    derived.addAll(List.of(metrics));
    return this;
  }

  /** Tables that are derived from the application's own tables, beside those given before. */
  public RuntimeBuilder derivedTables(DerivedTable... others) {
    tables.addAll(List.of(others));
    return this;
  }

  /** Asks these again and again, beside those given before and those of every application. */
  public RuntimeBuilder collectors(Collector... others) {
    collectors.addAll(List.of(others));
    return this;
  }

  /**
   * Alert rules beside those given before and those of the store. They cannot be changed while the
   * runtime runs; say the same in all instances that share a store, because one of them evaluates.
   */
  public RuntimeBuilder alertRules(RuleDefinition... others) {
    rules.addAll(List.of(others));
    return this;
  }

  /** Tells these of alerts, beside those given before, the log, and the webhooks of rules. */
  public RuntimeBuilder alertListeners(AlertListener... others) {
    listeners.addAll(List.of(others));
    return this;
  }

  /** Which addresses the webhooks of rules may have; public ones by https unless told otherwise. */
  public RuntimeBuilder alertWebhooks(WebhookSettings settings) {
    webhooks = requireNonNull(settings, "settings");
    return this;
  }

  /** Whether anything is recorded at all; false gives metrics that do nothing. */
  public RuntimeBuilder enabled(boolean value) {
    return set(Options.ENABLED, value);
  }

  /** Which service this is, such as {@code service:api}; a part of every series. */
  public RuntimeBuilder source(String value) {
    return set(Options.SOURCE, value);
  }

  /** Tags of every series. */
  public RuntimeBuilder tags(Tags value) {
    return set(Options.TAGS, value);
  }

  /**
   * How often gauge suppliers are asked and what was recorded goes to the store; must divide a
   * minute.
   */
  public RuntimeBuilder flushInterval(Duration value) {
    return set(Options.FLUSH_INTERVAL, value);
  }

  /** How often collectors and derived metrics are asked. */
  public RuntimeBuilder collectionInterval(Duration value) {
    return set(Options.COLLECTION_INTERVAL, value);
  }

  /** How long a collector may take before it is given up. */
  public RuntimeBuilder collectionDeadline(Duration value) {
    return set(Options.COLLECTION_DEADLINE, value);
  }

  /** The names of collectors that are not asked; {@code all} for all but {@code store}. */
  public RuntimeBuilder collectionOff(Set<String> value) {
    return set(Options.COLLECTION_OFF, value);
  }

  /** Whether the flight recorder counts virtual threads that hold on to their carriers. */
  public RuntimeBuilder collectionPinning(boolean value) {
    return set(Options.COLLECTION_PINNING, value);
  }

  /** The application's name in {@code app.info}. */
  public RuntimeBuilder appName(String value) {
    return set(Options.APP_NAME, value);
  }

  /** The application's version in {@code app.info}. */
  public RuntimeBuilder appVersion(String value) {
    return set(Options.APP_VERSION, value);
  }

  /** Where the application runs, such as {@code production}, in {@code app.info}. */
  public RuntimeBuilder appEnvironment(String value) {
    return set(Options.APP_ENVIRONMENT, value);
  }

  /** How wide the narrowest buckets of the store are. */
  public RuntimeBuilder finestGranularity(Granularity value) {
    return set(Options.FINEST_GRANULARITY, value);
  }

  /** Where Prometheus finds the metrics. */
  public RuntimeBuilder metricsPath(String value) {
    return set(Options.METRICS_PATH, value);
  }

  /** Whether client ids are shown as they are, not as a keyed hash. */
  public RuntimeBuilder includeClientIds(boolean value) {
    return set(Options.INCLUDE_CLIENT_IDS, value);
  }

  /**
   * The secret with which ids of tenants and clients are hashed, 32 to 256 printable characters,
   * the same for all instances that share a store. Without one it is made once and kept with the
   * store.
   */
  public RuntimeBuilder tenantKey(String value) {
    return set(Options.TENANT_KEY, value);
  }

  /** Whether mistakes in recording throw {@link IllegalArgumentException}, for tests. */
  public RuntimeBuilder strict(boolean value) {
    return set(Options.STRICT, value);
  }

  /**
   * Whether {@link MetricsRuntime#start} throws when the store cannot work; false lets recording go
   * on in memory, and the store is tried again and again.
   */
  public RuntimeBuilder failFast(boolean value) {
    return set(Options.FAIL_FAST, value);
  }

  /**
   * Of which metrics single samples are kept, beside the buckets, and which share of them: above 0
   * and up to 1, which is all.
   */
  public RuntimeBuilder points(Map<String, Double> value) {
    return set(Options.POINTS, value);
  }

  /**
   * Whether what is folded of requests is summed up in the store's table {@code api_metrics} too,
   * for people with a SQL tool; the same in all instances that share a store.
   */
  public RuntimeBuilder apiMetrics(boolean value) {
    return set(Options.API_METRICS, value);
  }

  /** The most keys whose rate limits are watched at a time. */
  public RuntimeBuilder ratelimitKeys(int value) {
    return set(Options.RATELIMIT_KEYS, value);
  }

  /** How much of a rate limit is used when a warning is given, in percent. */
  public RuntimeBuilder ratelimitWarnShare(int value) {
    return set(Options.RATELIMIT_WARN_SHARE, value);
  }

  /** How long buckets of a minute are kept. */
  public RuntimeBuilder retention1m(Duration value) {
    return set(Options.RETENTION_1M, value);
  }

  /** How long buckets of five minutes are kept. */
  public RuntimeBuilder retention5m(Duration value) {
    return set(Options.RETENTION_5M, value);
  }

  /** How long buckets of an hour are kept. */
  public RuntimeBuilder retention1h(Duration value) {
    return set(Options.RETENTION_1H, value);
  }

  /** How long buckets of a day are kept. */
  public RuntimeBuilder retention1d(Duration value) {
    return set(Options.RETENTION_1D, value);
  }

  /** How long raw points are kept. */
  public RuntimeBuilder retentionPoints(Duration value) {
    return set(Options.RETENTION_POINTS, value);
  }

  /** How long records of rate limits are kept. */
  public RuntimeBuilder retentionRateLimits(Duration value) {
    return set(Options.RETENTION_RATE_LIMITS, value);
  }

  /** How long alert events are kept. */
  public RuntimeBuilder retentionAlertEvents(Duration value) {
    return set(Options.RETENTION_ALERT_EVENTS, value);
  }

  /** How long records of whom alerts were sent to are kept. */
  public RuntimeBuilder retentionDeliveryLog(Duration value) {
    return set(Options.RETENTION_DELIVERY_LOG, value);
  }

  /** How long annotations are kept. */
  public RuntimeBuilder retentionAnnotations(Duration value) {
    return set(Options.RETENTION_ANNOTATIONS, value);
  }

  /**
   * How many bytes the store may take, about, before it sheds its finest history; {@link
   * Long#MAX_VALUE} for any number.
   */
  public RuntimeBuilder storeMaxSize(long value) {
    return set(Options.STORE_MAX_SIZE, value);
  }

  /** How long an answer may take. */
  public RuntimeBuilder queryDeadline(Duration value) {
    return set(Options.QUERY_DEADLINE, value);
  }

  /** Where people find the console, such as {@code https://app.example/admin}. */
  public RuntimeBuilder alertsLink(String value) {
    return set(Options.ALERTS_LINK, value);
  }

  /** A file of alert rules beside those of the store. */
  public RuntimeBuilder alertsRules(String value) {
    return set(Options.ALERTS_RULES, value);
  }

  /** The secret with which messages to the webhooks of rules are signed. */
  public RuntimeBuilder alertsWebhookSecret(String value) {
    return set(Options.ALERTS_WEBHOOK_SECRET, value);
  }

  /** Another clock, for tests. */
  RuntimeBuilder clock(Supplier<Moment> moments) {
    clock = moments;
    return this;
  }

  /** Other properties and variables than those of this process, for tests. */
  RuntimeBuilder sources(OptionSources others) {
    sources = others;
    return this;
  }

  @Override
  <T> RuntimeBuilder set(Option<T> option, T value) {
    values.set(option, value);
    return this;
  }

  /**
   * Makes the runtime; nothing starts yet.
   *
   * @throws IllegalArgumentException when any option is unknown or cannot work; it names all of
   *     them, with their values and the rules; or when two derived metrics or two collectors have
   *     the same name
   */
  public MetricsRuntime build() {
    RuntimeOptions options =
        RuntimeOptions.resolve(sources, values, Runtime.getRuntime().maxMemory());
    StorageBackend backend = storage == null ? InMemoryBackend.create() : storage;
    GivenParts given =
        new GivenParts(
            new DerivedWork.Definitions(derived, tables),
            collectors,
            new AlertWork.Given(List.copyOf(rules), List.copyOf(listeners), webhooks));
    return new MetricsRuntime(options, backend, clock, isInstalled, given);
  }
}

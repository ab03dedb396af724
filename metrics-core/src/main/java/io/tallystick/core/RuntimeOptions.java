package io.tallystick.core;

import io.tallystick.Tags;
import io.tallystick.core.query.Limits;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.Map;

/**
 * What a runtime was told, resolved and checked; immutable.
 *
 * @param isEnabled whether anything is recorded; when not, all else is at its default
 * @param source which service this is
 * @param constantTags tags of every series
 * @param flushInterval how often gauge suppliers are asked and what was recorded goes to the store;
 *     divides a minute
 * @param collectionInterval how often collectors and derived metrics are asked
 * @param collection how else collectors are asked
 * @param finestGranularity how wide the narrowest buckets of the store are
 * @param metricsPath where Prometheus finds the metrics
 * @param includesClientIds whether client ids are shown as they are
 * @param tenantKey with what ids of tenants and clients are hashed; empty for one that is made
 * @param isStrict whether mistakes in recording throw
 * @param points which share of which metrics' samples is kept one by one
 * @param sumsUpRequests whether requests are summed up in a table for people with a SQL tool
 * @param rateLimits how rate limits are watched
 * @param isFailFast whether a store that cannot work keeps the runtime from starting
 * @param retention how long history is kept
 * @param storeMaxBytes how large the store may become; {@link ByteSize#UNLIMITED} for any size
 * @param limits what may be recorded
 * @param budgets how much memory may be taken
 * @param queries how much a question may take
 * @param alerts what is said of alerts
 */
record RuntimeOptions(
    boolean isEnabled,
    String source,
    Tags constantTags,
    Duration flushInterval,
    Duration collectionInterval,
    CollectionOptions collection,
    Granularity finestGranularity,
    String metricsPath,
    boolean includesClientIds,
    Secret tenantKey,
    boolean isStrict,
    Map<String, Double> points,
    boolean sumsUpRequests,
    RateLimitOptions rateLimits,
    boolean isFailFast,
    Retention retention,
    long storeMaxBytes,
    RuntimeLimits limits,
    ByteBudgets budgets,
    Limits queries,
    AlertOptions alerts) {
  /**
   * Resolves every option: system property, environment, code, default, the first that is there.
   *
   * <p>{@code false} for {@link Options#ENABLED}, wherever it stands, wins over everything, a
   * mistake in another option included: whoever switches off must succeed.
   *
   * @param maxHeapBytes the most memory that the process may take, by which budgets are measured
   * @throws IllegalArgumentException when any option is unknown or impossible; names all of them
   */
  static RuntimeOptions resolve(OptionSources sources, OptionValues code, long maxHeapBytes) {
    OptionResolver resolver = new OptionResolver(sources, code);
    if (resolver.isFalseAnywhere(Options.ENABLED)) {
      return switchedOff(maxHeapBytes);
    }
    UnknownNames.problems(sources).forEach(resolver::add);
    resolver.checkEverySource(Options.ENABLED);
    RuntimeOptions options = read(resolver, maxHeapBytes);
    resolver.throwIfAnyProblem();
    return options;
  }

  private static RuntimeOptions switchedOff(long maxHeapBytes) {
    OptionValues off = new OptionValues().set(Options.ENABLED, false);
    return read(new OptionResolver(OptionSources.NONE, off), maxHeapBytes);
  }

  private static RuntimeOptions read(OptionResolver resolver, long maxHeapBytes) {
    RuntimeLimits limits = RuntimeLimits.resolve(resolver);
    GivenOption<Tags> tags = resolver.resolve(Options.TAGS);
    limits.checkConstantTags(resolver, tags);
    String source = resolver.resolve(Options.SOURCE).value();
    Duration collectionInterval = resolver.resolve(Options.COLLECTION_INTERVAL).value();
    return new RuntimeOptions(
        resolver.resolve(Options.ENABLED).value(),
        source,
        tags.value(),
        resolver.resolve(Options.FLUSH_INTERVAL).value(),
        collectionInterval,
        CollectionOptions.resolve(resolver, source, collectionInterval),
        resolver.resolve(Options.FINEST_GRANULARITY).value(),
        resolver.resolve(Options.METRICS_PATH).value(),
        resolver.resolve(Options.INCLUDE_CLIENT_IDS).value(),
        new Secret(resolver.resolve(Options.TENANT_KEY).value()),
        resolver.resolve(Options.STRICT).value(),
        resolver.resolve(Options.POINTS).value(),
        resolver.resolve(Options.API_METRICS).value(),
        RateLimitOptions.resolve(resolver),
        resolver.resolve(Options.FAIL_FAST).value(),
        Retention.resolve(resolver),
        resolver.resolve(Options.STORE_MAX_SIZE).value(),
        limits,
        ByteBudgets.resolve(resolver, maxHeapBytes),
        queries(resolver),
        AlertOptions.resolve(resolver));
  }

  private static Limits queries(OptionResolver resolver) {
    return new Limits(
        resolver.resolve(Options.LIMIT_QUERY_POINTS).value(),
        resolver.resolve(Options.LIMIT_QUERY_GROUPS).value(),
        resolver.resolve(Options.LIMIT_QUERY_ROWS).value(),
        resolver.resolve(Options.QUERY_DEADLINE).value());
  }
}

package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Which buckets to read: those of one metric that start within a range.
 *
 * <p>Immutable; each {@code with} method gives a narrower query.
 *
 * <pre>{@code
 * BucketQuery paid =
 *     BucketQuery.system(Granularity.HOUR, range, "orders.count")
 *         .withSource("service:api")
 *         .withTags(Tags.of("status", "paid"));
 * }</pre>
 *
 * @param granularity how wide the buckets are
 * @param range within which the buckets start
 * @param name the metric's name, not blank
 * @param type whose metric it is
 * @param source the only source, or null for all
 * @param tenant the only tenant, as series keys hold it, or null for all; a system metric has none
 * @param tags tags that a series must have, beside any others
 */
public record BucketQuery(
    Granularity granularity,
    TimeRange range,
    String name,
    SeriesType type,
    @Nullable String source,
    @Nullable String tenant,
    Tags tags) {
  /** Checks that every part is there. */
  public BucketQuery {
    requireNonNull(granularity, "granularity");
    requireNonNull(range, "range");
    SeriesKey.requireText("name", name);
    requireNonNull(type, "type");
    requireNonNull(tags, "tags");
    checkTenant(type, tenant);
  }

  /** Every series of one of the application's own metrics. */
  public static BucketQuery system(Granularity granularity, TimeRange range, String name) {
    return new BucketQuery(granularity, range, name, SeriesType.SYSTEM, null, null, Tags.empty());
  }

  /** Every series of a tenants' metric, whichever tenant's. */
  public static BucketQuery user(Granularity granularity, TimeRange range, String name) {
    return new BucketQuery(granularity, range, name, SeriesType.USER, null, null, Tags.empty());
  }

  /** This query, of one source only. */
  public BucketQuery withSource(String only) {
    requireNonNull(only, "source");
    return new BucketQuery(granularity, range, name, type, only, tenant, tags);
  }

  /** This query, of one tenant only. */
  public BucketQuery withTenant(String only) {
    requireNonNull(only, "tenant");
    return new BucketQuery(granularity, range, name, type, source, only, tags);
  }

  /** This query, of series that have these tags and those asked for before. */
  public BucketQuery withTags(Tags required) {
    return new BucketQuery(granularity, range, name, type, source, tenant, tags.and(required));
  }

  /** Whether the query asks for a series; a backend may find them by other means. */
  public boolean asksFor(SeriesKey series) {
    return name.equals(series.name())
        && type == series.type()
        && (source == null || source.equals(series.source()))
        && (tenant == null || tenant.equals(series.tenant()))
        && hasTags(series.tags());
  }

  /** Whether the query asks for a bucket: its series, its granularity and where it starts. */
  public boolean asksFor(OwnedBucket owned) {
    return granularity == owned.granularity()
        && range.contains(owned.bucket().start())
        && asksFor(owned.series());
  }

  private boolean hasTags(Tags there) {
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).equals(there.get(tags.key(i)))) {
        return false;
      }
    }
    return true;
  }

  private static void checkTenant(SeriesType type, @Nullable String tenant) {
    if (tenant != null && type == SeriesType.SYSTEM) {
      throw new IllegalArgumentException(
          "A query for a system metric names a tenant: only user metrics have one.");
    }
  }
}

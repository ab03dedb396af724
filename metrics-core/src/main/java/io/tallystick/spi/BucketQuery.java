package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;

/**
 * Which buckets to read: those of some series of one metric that start within a range.
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
 * @param filter which series are meant
 * @param withFolded whether what was merged from finer buckets is meant, too; without it only what
 *     writers wrote at this granularity themselves, which is in no finer bucket
 */
public record BucketQuery(
    Granularity granularity, TimeRange range, SeriesFilter filter, boolean withFolded) {
  /** Checks that every part is there. */
  public BucketQuery {
    requireNonNull(granularity, "granularity");
    requireNonNull(range, "range");
    requireNonNull(filter, "filter");
  }

  /** All buckets of a filter's series. */
  public BucketQuery(Granularity granularity, TimeRange range, SeriesFilter filter) {
    this(granularity, range, filter, true);
  }

  /** Every series of one of the application's own metrics. */
  public static BucketQuery system(Granularity granularity, TimeRange range, String name) {
    return new BucketQuery(granularity, range, SeriesFilter.system(name));
  }

  /** Every series of a tenants' metric, whichever tenant's. */
  public static BucketQuery user(Granularity granularity, TimeRange range, String name) {
    return new BucketQuery(granularity, range, SeriesFilter.user(name));
  }

  /** This query, of one source only. */
  public BucketQuery withSource(String only) {
    return new BucketQuery(granularity, range, filter.withSource(only), withFolded);
  }

  /** This query, of one tenant only. */
  public BucketQuery withTenant(String only) {
    return new BucketQuery(granularity, range, filter.withTenant(only), withFolded);
  }

  /** This query, of series that have these tags and those asked for before. */
  public BucketQuery withTags(Tags required) {
    return new BucketQuery(granularity, range, filter.with(required), withFolded);
  }

  /** This query, without what was merged from finer buckets. */
  public BucketQuery withoutFolded() {
    return new BucketQuery(granularity, range, filter, false);
  }

  /** Whether the query asks for a series; a backend may find them by other means. */
  public boolean asksFor(SeriesKey series) {
    return filter.asksFor(series);
  }

  /** Whether the query asks for a bucket: its series, granularity, start and writer. */
  public boolean asksFor(OwnedBucket owned) {
    return granularity == owned.granularity()
        && range.contains(owned.bucket().start())
        && (withFolded || !owned.writer().equals(WriterId.FOLDED))
        && asksFor(owned.series());
  }
}

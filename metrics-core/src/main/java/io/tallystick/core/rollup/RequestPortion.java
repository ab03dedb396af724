package io.tallystick.core.rollup;

import io.tallystick.Tags;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.TagChoice;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The first groups of requests in a range, or the first ones behind those of the portion before,
 * with all that the store's buckets say of them: over all sources, writers and status classes.
 *
 * <p>Groups have an order, by their starts first. While more of them turn up than a portion holds,
 * the last ones go: so the ones that stay in the end were there all the time and are complete. For
 * one thread.
 */
final class RequestPortion {
  /** So many groups are added up at a time, so that a window of very many fits into memory. */
  static final int MOST_GROUPS = 5_000;

  private static final Comparator<RequestGroup> ORDER =
      Comparator.comparing(RequestGroup::start)
          .thenComparing(RequestGroup::endpoint)
          .thenComparing(RequestGroup::method)
          .thenComparing(group -> textOrEmpty(group.client()));

  private final BucketStore buckets;
  private final Page page;
  private final NavigableMap<RequestGroup, RequestTotals> totals = new TreeMap<>(ORDER);

  private RequestPortion(BucketStore buckets, Page page) {
    this.buckets = buckets;
    this.page = page;
  }

  /**
   * Reads one.
   *
   * @param range within which the groups start
   * @param page which of the groups
   * @param isStopped whether to come back with what there is, which then is of no use
   * @return fewer groups than the most when these are the last
   */
  static List<RequestSummary> read(
      BucketStore buckets,
      Granularity granularity,
      TimeRange range,
      Page page,
      BooleanSupplier isStopped) {
    RequestPortion portion = new RequestPortion(buckets, page);
    RequestGroup after = page.after();
    TimeRange left = after == null ? range : new TimeRange(after.start(), range.to());
    for (RequestMetric metric : RequestMetric.values()) {
      SeriesFilter filter = SeriesFilter.system(metric.metric());
      for (TagChoice choice : page.choices()) {
        filter = filter.with(choice);
      }
      portion.add(metric, new BucketQuery(granularity, left, filter), isStopped);
    }
    return portion.summaries();
  }

  private void add(RequestMetric metric, BucketQuery query, BooleanSupplier isStopped) {
    try (BucketCursor found = buckets.read(query)) {
      while (!isStopped.getAsBoolean() && found.hasNext()) {
        OwnedBucket next = found.next();
        if (isBehindAll(next.bucket().start())) {
          return;
        }
        add(metric, next);
      }
    }
  }

  /** Buckets come in the order of their starts, so no group of this portion comes any more. */
  private boolean isBehindAll(Instant start) {
    return totals.size() == page.most() && start.isAfter(totals.lastKey().start());
  }

  private void add(RequestMetric metric, OwnedBucket owned) {
    RequestGroup group = group(owned);
    if (group != null && page.begins(group)) {
      totals
          .computeIfAbsent(group, key -> new RequestTotals())
          .add(metric, owned.series().tags().get("status_class"), owned.bucket().state());
      if (totals.size() > page.most()) {
        totals.pollLastEntry();
      }
    }
  }

  /**
   * Null for what belongs to no route: requests that were too many to be told apart count into a
   * series without one.
   */
  private static @Nullable RequestGroup group(OwnedBucket owned) {
    Tags tags = owned.series().tags();
    String endpoint = textOrEmpty(tags.get("route_id"));
    String method = textOrEmpty(tags.get("method"));
    String client = textOrEmpty(tags.get("client"));
    return endpoint.isEmpty() || method.isEmpty()
        ? null
        : new RequestGroup(
            owned.granularity(),
            owned.bucket().start(),
            endpoint,
            method,
            client.isEmpty() ? null : client);
  }

  private static String textOrEmpty(@Nullable String text) {
    return text == null || text.isBlank() ? "" : text;
  }

  /**
   * Which groups of a range.
   *
   * @param choices which tags requests must have
   * @param after the last group of the portion before, null for the first portion
   * @param most how many groups
   */
  record Page(List<TagChoice> choices, @Nullable RequestGroup after, int most) {
    boolean begins(RequestGroup group) {
      return after == null || ORDER.compare(group, after) > 0;
    }
  }

  private List<RequestSummary> summaries() {
    return totals.entrySet().stream().map(each -> each.getValue().summary(each.getKey())).toList();
  }
}

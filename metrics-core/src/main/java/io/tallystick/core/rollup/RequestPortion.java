package io.tallystick.core.rollup;

import io.tallystick.Tags;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.TimeRange;
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
  private final @Nullable RequestGroup after;
  private final int most;
  private final NavigableMap<RequestGroup, RequestTotals> totals = new TreeMap<>(ORDER);

  private RequestPortion(BucketStore buckets, @Nullable RequestGroup after, int most) {
    this.buckets = buckets;
    this.after = after;
    this.most = most;
  }

  /**
   * Reads one.
   *
   * @param range within which the groups start
   * @param after the last group of the portion before, null for the first portion
   * @param most how many groups it holds
   * @param isStopped whether to come back with what there is, which then is of no use
   * @return fewer groups than the most when these are the last
   */
  static List<RequestSummary> read(
      BucketStore buckets,
      Granularity granularity,
      TimeRange range,
      @Nullable RequestGroup after,
      int most,
      BooleanSupplier isStopped) {
    RequestPortion portion = new RequestPortion(buckets, after, most);
    TimeRange left = after == null ? range : new TimeRange(after.start(), range.to());
    for (RequestMetric metric : RequestMetric.values()) {
      portion.add(metric, BucketQuery.system(granularity, left, metric.metric()), isStopped);
    }
    return portion.summaries();
  }

  private void add(RequestMetric metric, BucketQuery query, BooleanSupplier isStopped) {
    try (BucketCursor found = buckets.read(query)) {
      while (!isStopped.getAsBoolean() && found.hasNext()) {
        add(metric, found.next());
      }
    }
  }

  private void add(RequestMetric metric, OwnedBucket owned) {
    RequestGroup group = group(owned);
    if (group != null && (after == null || ORDER.compare(group, after) > 0)) {
      totals
          .computeIfAbsent(group, key -> new RequestTotals())
          .add(metric, owned.series().tags().get("status_class"), owned.bucket().state());
      if (totals.size() > most) {
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

  private List<RequestSummary> summaries() {
    return totals.entrySet().stream().map(each -> each.getValue().summary(each.getKey())).toList();
  }
}

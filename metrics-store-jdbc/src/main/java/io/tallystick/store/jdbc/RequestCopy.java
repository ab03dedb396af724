package io.tallystick.store.jdbc;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings summaries of requests from a store into another one: a janitor makes them only of what it
 * folds, which the oldest of them were long ago. One that is there is replaced, unless others use
 * the target: then it may be of their requests, too.
 *
 * <p>For one thread.
 */
final class RequestCopy {
  private static final int STEPS_AT_ONCE = 60;

  private final RequestTable source;
  private final RequestTable target;
  private final CopyPlan plan;
  private final Lease lease;
  private long found;
  private long written;

  /**
   * Makes a copy.
   *
   * @param lease of the target
   */
  RequestCopy(RequestTable source, RequestTable target, CopyPlan plan, Lease lease) {
    this.source = source;
    this.target = target;
    this.plan = plan;
    this.lease = lease;
  }

  /**
   * Copies the summaries of all windows of which the source has buckets; what it did, in a line.
   */
  String run(BucketStore buckets) {
    for (Granularity granularity : Granularity.values()) {
      plan.range(buckets, granularity).ifPresent(range -> run(granularity, range));
    }
    return "summaries of requests: %d, %d written".formatted(found, written);
  }

  private void run(Granularity granularity, TimeRange all) {
    Duration width = granularity.width().multipliedBy(STEPS_AT_ONCE);
    Instant from = all.from();
    while (from.isBefore(all.to())) {
      Instant end = from.plus(width);
      copy(granularity, new TimeRange(from, end));
      from = end;
    }
  }

  private void copy(Granularity granularity, TimeRange range) {
    List<RequestSummary> wanted = source.find(granularity, range);
    if (wanted.isEmpty()) {
      return;
    }
    found += wanted.size();
    Map<RequestGroup, RequestSummary> there =
        target.find(granularity, range).stream().collect(toMap(RequestSummary::group, identity()));
    List<RequestSummary> missing = new ArrayList<>();
    for (RequestSummary summary : wanted) {
      RequestSummary old = there.get(summary.group());
      if (old == null || (!plan.isInUse() && !old.equals(summary))) {
        missing.add(summary);
      }
    }
    write(missing);
  }

  private void write(List<RequestSummary> missing) {
    int most = Math.min(plan.portion(), RequestTable.MAX_ROWS);
    for (int from = 0; from < missing.size(); from += most) {
      target.put(lease, missing.subList(from, Math.min(missing.size(), from + most)));
    }
    written += missing.size();
  }
}

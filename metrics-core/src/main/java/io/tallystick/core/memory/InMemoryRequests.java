package io.tallystick.core.memory;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Summaries of requests in the heap, so many of each granularity at most.
 *
 * <p>One monitor guards everything; what is done under a lease takes that of {@link Leases} first.
 */
final class InMemoryRequests implements RequestTable {
  /** Of each granularity, so that many minutes do not drive out the days. */
  private static final int MOST_ROWS = 10_000;

  private final Lifetime lifetime;
  private final Leases leases;
  private final Map<Granularity, TimedRecords<RequestSummary>> rows =
      new EnumMap<>(Granularity.class);

  InMemoryRequests(Lifetime lifetime, Leases leases) {
    this.lifetime = lifetime;
    this.leases = leases;
  }

  @Override
  public void put(Lease lease, List<RequestSummary> summaries) {
    leases.under(lease, () -> replace(summaries));
  }

  private synchronized int replace(List<RequestSummary> summaries) {
    lifetime.requireOpen();
    summaries.forEach(row -> of(row.group().granularity()).put(row.group(), row));
    return summaries.size();
  }

  @Override
  public synchronized List<RequestSummary> find(Granularity granularity, TimeRange range) {
    lifetime.requireOpen();
    return of(granularity).within(range).toList();
  }

  @Override
  public int purge(Lease lease, Granularity granularity, Instant before, int most) {
    return leases.under(lease, () -> removeBefore(granularity, before, most));
  }

  private synchronized int removeBefore(Granularity granularity, Instant before, int most) {
    lifetime.requireOpen();
    return of(granularity).removeBefore(before, most);
  }

  private TimedRecords<RequestSummary> of(Granularity granularity) {
    return rows.computeIfAbsent(
        granularity, key -> new TimedRecords<>(MOST_ROWS, row -> row.group().start()));
  }

  synchronized long givenUp() {
    return rows.values().stream().mapToLong(TimedRecords::givenUp).sum();
  }

  synchronized void forget() {
    rows.values().forEach(TimedRecords::clear);
  }
}

package io.tallystick.core.memory;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A backend that keeps everything in the heap and forgets it with the process.
 *
 * <p>For tests and demonstrations. It holds a stated number of buckets, {@value #STANDARD_BUCKETS}
 * unless told otherwise; a bucket of a counter takes a few hundred bytes, one of a histogram the
 * size of its sketch more. Unless told how many, it also takes at most a quarter of the heap. When
 * a batch does not fit, the finest granularity gives up its oldest buckets first, and they are
 * counted. Of points it holds the newest 100,000, of alert events, deliveries, annotations and uses
 * of rate limits the newest 10,000 each, and as many summaries of requests of each granularity;
 * what goes is counted too.
 *
 * <p>Safe for any number of threads. A reader sees the store as it was when it asked.
 *
 * <pre>{@code
 * try (InMemoryBackend backend = InMemoryBackend.create()) {
 *   backend.buckets().write(Batch.of(owned));
 * }
 * }</pre>
 */
public final class InMemoryBackend implements StorageBackend {
  /** How many buckets it holds unless told otherwise. */
  public static final int STANDARD_BUCKETS = 100_000;

  private static final int PART_OF_HEAP = 4;

  private final Lifetime lifetime = new Lifetime();
  private final InMemoryBuckets buckets;
  private final InMemoryControl control;
  private final InMemoryPoints points;
  private final InMemoryRequests requests;

  private InMemoryBackend(Clock clock, ZoneId zone, HeldBuckets held) {
    Leases leases = new Leases(clock);
    this.buckets = new InMemoryBuckets(lifetime, leases, zone, held);
    this.control = new InMemoryControl(lifetime, leases);
    this.points = new InMemoryPoints(lifetime, leases);
    this.requests = new InMemoryRequests(lifetime, leases);
  }

  /**
   * A backend that holds {@value #STANDARD_BUCKETS} buckets, or as many as fit into a quarter of
   * the maximum heap.
   */
  public static InMemoryBackend create() {
    return within(STANDARD_BUCKETS, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** A backend that holds a number of buckets at most, and of these as many as the bytes allow. */
  static InMemoryBackend within(int maxBuckets, long maxBytes) {
    return new InMemoryBackend(
        Clock.systemUTC(), ZoneOffset.UTC, new HeldBuckets(maxBuckets, maxBytes));
  }

  /**
   * A backend that holds a number of buckets, whatever memory they take.
   *
   * @throws IllegalArgumentException when the number is less than 1
   */
  public static InMemoryBackend holding(int maxBuckets) {
    return with(Clock.systemUTC(), ZoneOffset.UTC, maxBuckets);
  }

  /**
   * A backend with a clock and a zone of its own, for tests of what happens over days.
   *
   * @param clock the store's time
   * @param zone in which the store's days begin
   * @param maxBuckets how many buckets it holds, at least 1
   * @throws IllegalArgumentException when the number is less than 1
   */
  public static InMemoryBackend with(Clock clock, ZoneId zone, int maxBuckets) {
    if (maxBuckets < 1) {
      throw new IllegalArgumentException(
          "maxBuckets is %d: choose a number from 1.".formatted(maxBuckets));
    }
    return new InMemoryBackend(clock, zone, new HeldBuckets(maxBuckets, Long.MAX_VALUE));
  }

  @Override
  public BucketStore buckets() {
    return buckets;
  }

  @Override
  public ControlStore control() {
    return control;
  }

  @Override
  public PointStore points() {
    return points;
  }

  @Override
  public Optional<RequestTable> requests() {
    return Optional.of(requests);
  }

  /** How many buckets it holds now; 0 once it is closed. */
  public int size() {
    return buckets.size();
  }

  /** How many buckets, points and other records it gave up because it was full. */
  public long givenUp() {
    return buckets.givenUp() + points.givenUp() + requests.givenUp() + control.givenUp();
  }

  /** Forgets everything. */
  @Override
  public void close() {
    lifetime.end();
    buckets.forget();
    control.forget();
    points.forget();
    requests.forget();
  }
}

package io.tallystick.core;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriteOutcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend whose buckets can be read after its runtime closed it, and that may be slow first. */
final class KeptBackend extends ForwardingBackend {
  private static final TimeRange EVER =
      new TimeRange(Instant.parse("1970-01-01T00:00:00Z"), Instant.parse("3000-01-01T00:00:00Z"));

  private final InMemoryBackend kept;
  private final BucketStore slow;
  private final AtomicInteger closed = new AtomicInteger();
  private volatile Runnable beforePrepare = () -> {};
  private volatile Runnable beforeWrite = () -> {};
  private volatile Runnable beforeClose = () -> {};

  KeptBackend() {
    this(InMemoryBackend.create());
  }

  /** A backend whose time is that of the test. */
  KeptBackend(TestClock clock) {
    this(InMemoryBackend.with(clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS));
  }

  private KeptBackend(InMemoryBackend kept) {
    super(kept);
    this.kept = kept;
    this.slow =
        new ForwardingBuckets(kept.buckets()) {
          @Override
          public WriteOutcome write(Batch batch) {
            beforeWrite.run();
            return super.write(batch);
          }
        };
  }

  KeptBackend beforePrepare(Runnable action) {
    beforePrepare = action;
    return this;
  }

  @Override
  public void prepare() {
    beforePrepare.run();
  }

  KeptBackend beforeWrite(Runnable action) {
    beforeWrite = action;
    return this;
  }

  KeptBackend beforeClose(Runnable action) {
    beforeClose = action;
    return this;
  }

  @Override
  public BucketStore buckets() {
    return slow;
  }

  @Override
  public void close() {
    closed.incrementAndGet();
    beforeClose.run();
  }

  int timesClosed() {
    return closed.get();
  }

  List<OwnedBucket> read(String name) {
    List<OwnedBucket> found = new ArrayList<>();
    try (BucketCursor cursor =
        kept.buckets().read(BucketQuery.system(Granularity.MINUTE, EVER, name))) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }

  double counted(String name) {
    return read(name).stream()
        .mapToDouble(one -> ((CounterState) one.bucket().state()).sum())
        .sum();
  }
}

package io.tallystick.core.query;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.WriterId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A reader over a store in memory, on a clock that only the test moves. */
final class ReaderRig implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-30T10:07:30Z");
  static final WriterId WRITER = new WriterId(7, 7);

  private Instant now = NOW;
  private final List<Granularity> read = new ArrayList<>();
  private final AtomicInteger questions = new AtomicInteger();
  private volatile @Nullable CountDownLatch gate;
  private final CountDownLatch entered = new CountDownLatch(1);
  private final InMemoryBackend backend;
  private final MetricsReader reader;

  ReaderRig() {
    this(Limits.DEFAULT);
  }

  ReaderRig(Limits limits) {
    this(limits, DerivedHistory.NONE);
  }

  ReaderRig(Limits limits, DerivedHistory derived) {
    this(limits, LiveHistory.NONE, derived, ZoneOffset.UTC);
  }

  ReaderRig(Limits limits, LiveHistory live, DerivedHistory derived, ZoneId storeZone) {
    backend = InMemoryBackend.with(new RigClock(), storeZone, 100_000);
    reader =
        new MetricsReader(
            new Watched(backend.buckets()),
            live,
            derived,
            new ReaderSettings(
                limits,
                2,
                this::now,
                () -> TimeUnit.MILLISECONDS.toNanos(now().toEpochMilli()),
                this::descriptor,
                tenant -> tenant,
                Metrics.noop()));
  }

  private Optional<MetricDescriptor> descriptor(String name) {
    return Catalogue.builtIn().find(name);
  }

  synchronized Instant now() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  MetricsReader reader() {
    return reader;
  }

  /** How wide the buckets were that were read, or added up, one for each time. */
  synchronized List<Granularity> read() {
    return new ArrayList<>(read);
  }

  /** How many times the store was asked for rows or totals. */
  int questions() {
    return questions.get();
  }

  /** Lets nothing be read until it is opened. */
  CountDownLatch shut() {
    CountDownLatch closed = new CountDownLatch(1);
    gate = closed;
    return closed;
  }

  /** Waits until somebody reads. */
  void awaitReading() throws InterruptedException {
    if (!entered.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("Nobody read anything.");
    }
  }

  void count(String name, Instant start, long amount, String... tags) {
    put(
        SeriesKey.system(name, MetricKind.COUNTER, "service:api", tags(tags)),
        start,
        CounterState.ofWhole(amount));
  }

  void time(String name, Instant start, double millis, String... tags) {
    put(
        SeriesKey.system(name, MetricKind.HISTOGRAM, "service:api", tags(tags)),
        start,
        ReferenceHistory.histogram(millis));
  }

  private static Tags tags(String... tags) {
    Tags all = Tags.empty();
    for (int i = 0; i < tags.length; i += 2) {
      all = all.and(Tags.of(tags[i], tags[i + 1]));
    }
    return all;
  }

  void put(SeriesKey series, Instant start, BucketState state) {
    put(series, WRITER, start, state);
  }

  void put(SeriesKey series, WriterId writer, Instant start, BucketState state) {
    write(new OwnedBucket(series, Granularity.MINUTE, writer, new Bucket(start, 1, state)));
  }

  void write(OwnedBucket bucket) {
    backend.buckets().write(Batch.of(bucket));
  }

  /** Folds and purges until there is nothing to do. */
  void sweep() {
    Janitor janitor =
        new Janitor(
            backend,
            WriterId.random(),
            JanitorSettings.standard(),
            name -> GaugeCombination.SUM,
            Metrics.noop(),
            () -> TimeUnit.MILLISECONDS.toNanos(now().toEpochMilli()));
    for (int i = 0; i < 20; i++) {
      janitor.sweep();
    }
    janitor.release();
  }

  @Override
  public void close() {
    reader.close();
    backend.close();
  }

  private final class Watched extends ForwardingBuckets {
    Watched(BucketStore target) {
      super(target);
    }

    @Override
    public BucketCursor read(BucketQuery query) {
      note(query.granularity());
      return super.read(query);
    }

    @Override
    public StretchCursor totals(
        Granularity granularity, SeriesFilter filter, List<Instant> borders) {
      note(granularity);
      return super.totals(granularity, filter, borders);
    }

    private void note(Granularity granularity) {
      synchronized (ReaderRig.this) {
        read.add(granularity);
      }
      questions.incrementAndGet();
      entered.countDown();
      CountDownLatch closed = gate;
      if (closed != null) {
        await(closed);
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(30, TimeUnit.SECONDS)) {
          throw new AssertionError("The gate was never opened.");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private final class RigClock extends Clock {
    @Override
    public Instant instant() {
      return now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("Nobody asks for another zone.");
    }
  }
}

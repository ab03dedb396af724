package io.tallystick.core;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.LiveSnapshot;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.annotate.AnnotationWriter;
import io.tallystick.core.annotate.Annotations;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.flush.Flusher;
import io.tallystick.core.merge.GaugeRules;
import io.tallystick.core.points.PointFlusher;
import io.tallystick.core.points.Points;
import io.tallystick.core.record.Recording;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorStatus;
import io.tallystick.spi.Lease;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages of a runtime that records, and the three threads that move data through them: tick
 * reads and does no I/O and calls none of the host's code, store may wait for the store and for the
 * log, poll may wait for the host.
 */
final class Pipeline {
  /** How long closing may take in all. */
  static final Duration CLOSE = Duration.ofSeconds(5);

  /** How long the last read may take of that. */
  private static final Duration MOST_TO_READ = Duration.ofMillis(1_500);

  private static final Duration MOST_STORE_OFFSET = Duration.ofSeconds(3);
  private static final Duration MOST_POLL_LEAD = Duration.ofSeconds(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(Pipeline.class);

  private final Supplier<Moment> clock;
  private final Recording recording;
  private final BucketAggregate aggregate;
  private final Flusher flusher;
  private final UnstoredPart unstored;
  private final TenantKeys tenantKeys;
  private final PointFlusher points;
  private final AnnotationWriter annotations;
  private final RateLimitWork rateLimits;
  private final DamageCount damage;
  private final Janitor janitor;
  private final StorageBackend storage;
  private final boolean isFailFast;
  private final OwnGauges gauges;
  private final DaemonLoop tick;
  private final DaemonLoop store;
  private final GaugePoll poll;

  /** Why the tick failed last, until the store's thread has logged it. */
  private final AtomicReference<@Nullable Throwable> tickFailure = new AtomicReference<>();

  private volatile boolean isClosing;

  Pipeline(RuntimeOptions options, StorageBackend storage, Supplier<Moment> clock) {
    this.clock = clock;
    this.storage = storage;
    this.isFailFast = options.isFailFast();
    tenantKeys = TenantKeys.of(options.tenantKey());
    recording = new Recording(StageSettings.recording(options, clock, tenantKeys));
    for (MetricDescriptor descriptor : Catalogue.builtIn().descriptors()) {
      recording.metrics().describe(descriptor);
    }
    long widthMillis = options.finestGranularity().width().toMillis();
    aggregate = new BucketAggregate(recording, widthMillis, clock.get());
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    flusher =
        new Flusher(
            storage.buckets(), StageSettings.flush(options), recording.metrics(), clock, random);
    unstored = new UnstoredPart(recording, aggregate, flusher, clock);
    points =
        new PointFlusher(
            storage.points(),
            recording,
            StageSettings.points(options, flusher.firstWriter()),
            () -> clock.get().wallMillis());
    annotations =
        new AnnotationWriter(storage.control(), options.limits().guard(), recording.metrics());
    damage = new DamageCount(storage, recording.metrics());
    gauges = new OwnGauges(recording, flusher, options.budgets());
    Duration interval = options.flushInterval();
    janitor = janitor(options);
    rateLimits =
        RateLimitWork.of(
            options,
            storage.control(),
            tenantKeys::hash,
            recording.metrics(),
            clock,
            janitor::lease);
    tick = new DaemonLoop("tallystick-tick", clock, interval, Duration.ZERO, this::tickOrNote);
    store = new DaemonLoop("tallystick-store", clock, interval, storeOffset(interval), this::store);
    Duration lead = StageSettings.shorter(interval.dividedBy(4), MOST_POLL_LEAD);
    poll = new GaugePoll(recording, recording.metrics(), clock, interval, interval.minus(lead));
  }

  private Janitor janitor(RuntimeOptions options) {
    return new Janitor(
        storage,
        WriterId.random(),
        StageSettings.janitor(options),
        new GaugeRules(recording::descriptor),
        recording.metrics(),
        () -> clock.get().elapsedNanos());
  }

  /** Instances that share a store do not all come at the same moment. */
  private static Duration storeOffset(Duration interval) {
    long most = StageSettings.shorter(interval.dividedBy(2), MOST_STORE_OFFSET).toMillis();
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, most + 1));
  }

  Metrics metrics() {
    return recording.metrics();
  }

  void recording(boolean isOn) {
    if (!isClosing) {
      recording.open(isOn);
    }
  }

  LiveSnapshot snapshot() {
    return aggregate.snapshot(clock.get());
  }

  /** What the store may not know yet. */
  UnstoredPart unstored() {
    return unstored;
  }

  Supplier<Moment> clock() {
    return clock;
  }

  Recording recording() {
    return recording;
  }

  TenantKeys tenantKeys() {
    return tenantKeys;
  }

  Points points() {
    return points.points();
  }

  Annotations annotations() {
    return annotations.annotations();
  }

  RateLimitWork rateLimits() {
    return rateLimits;
  }

  FlushStatus flushStatus() {
    return flusher.status();
  }

  Duration flushLag(Moment now) {
    return flusher.lag(now);
  }

  /** The right to do what one instance at a time does to a store; empty while another has it. */
  Optional<Lease> lease() {
    return janitor.lease();
  }

  JanitorStatus janitorStatus() {
    return janitor.status();
  }

  long recordedBytes() {
    return recording.cellBytes() + recording.histogramBytes();
  }

  /** Makes sure that the store can work, where that is asked for; else flushing tries it. */
  void prepare() {
    if (isFailFast) {
      storage.prepare();
      tenantKeys.agree(storage);
    }
  }

  /** Starts all threads, or none where that fails; what was recorded before is of this moment. */
  void start() {
    aggregate.open(clock.get());
    try {
      tick.start();
      store.start();
      poll.start();
    } catch (RuntimeException | Error failure) {
      stop();
      throw failure;
    }
  }

  /** Lets the threads end, and writes nothing. */
  void stop() {
    LastSteps.inTurn(poll::stop, tick::stop, store::stop);
  }

  /** Reads what changed, for the store to fetch. */
  void tick() {
    Moment now = clock.get();
    gauges.set(now);
    offer(now);
    poll.watch(now);
  }

  private void offer(Moment now) {
    points.offer(unstored.tick(now), now.wallMillis());
  }

  /** What the tick's thread does: a failure is left for the store's thread to log. */
  void tickOrNote() {
    try {
      tick();
    } catch (Throwable failure) {
      tickFailure.set(failure);
    }
  }

  /** Writes, and then folds and purges for a while. */
  void store() {
    janitor.look();
    tenantKeys.agreeIfPossible(storage);
    write();
    janitor.sweep();
    rateLimits.fold();
  }

  /** Brings to the store what was read, and to the log what the stages noted meanwhile. */
  private void write() {
    if (flusher.flush()) {
      points.flush();
      annotations.flush();
      rateLimits.flush();
    }
    damage.update();
    log();
  }

  private void log() {
    recording.logRefusals();
    aggregate.logClock();
    poll.logHung();
    Throwable failure = tickFailure.getAndSet(null);
    if (failure != null) {
      LOGGER.error("What was recorded could not be read; that is tried again", failure);
    }
  }

  /** Asks gauge suppliers; for tests, which do not start threads. */
  void poll() {
    poll.askAll();
  }

  /**
   * Reads and writes for the last time and ends, within {@link #CLOSE} from then, whatever hangs.
   */
  void close(long startedNanos) {
    isClosing = true;
    end(startedNanos + CLOSE.minus(LastSteps.GRACE.multipliedBy(2)).toNanos());
  }

  private void end(long deadlineNanos) {
    LastSteps.inTurn(
        () -> recording.open(false),
        janitor::stop,
        this::stopReading,
        store::stop,
        () -> stopWriting(deadlineNanos),
        this::logLost,
        recording::close);
  }

  /** On a thread of its own, because the tick's may hang with what it has locked. */
  private void stopReading() {
    boolean isRead =
        LastSteps.within(
            MOST_TO_READ,
            () ->
                LastSteps.inTurn(
                    poll::stop, tick::stop, () -> tick.join(LastSteps.GRACE), this::readTheRest));
    if (!isRead) {
      LOGGER.error("What was recorded last could not be read in time and is lost.");
    }
  }

  private void readTheRest() {
    offer(clock.get());
  }

  private void stopWriting(long deadlineNanos) {
    if (store.join(remaining(deadlineNanos).minus(LastSteps.GRACE))) {
      LastSteps.within(
          remaining(deadlineNanos),
          () ->
              LastSteps.inTurn(
                  flusher::finish,
                  points::finish,
                  annotations::flush,
                  rateLimits::finish,
                  this::log,
                  janitor::release,
                  () -> close(storage)));
    } else {
      store.interrupt();
      LastSteps.within(remaining(deadlineNanos), () -> close(storage));
    }
  }

  private void logLost() {
    logLost(flusher.giveUp(), "buckets");
    logLost(points.giveUp(), "points");
    logLost(annotations.giveUp(), "annotations");
    logLost(rateLimits.giveUp(), "requests that count against limits");
  }

  private static void logLost(int lost, String what) {
    if (lost > 0) {
      LOGGER.error(
          "{} {} could not be written within {} s and are lost: the store did not take them.",
          lost,
          what,
          CLOSE.toSeconds());
    }
  }

  /** Closes a store that may throw. */
  static void close(StorageBackend storage) {
    try {
      storage.close();
    } catch (RuntimeException failure) {
      LOGGER.error("The store could not be closed", failure);
    }
  }

  private static Duration remaining(long deadlineNanos) {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }
}

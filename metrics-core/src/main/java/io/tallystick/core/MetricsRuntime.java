package io.tallystick.core;

import io.tallystick.Installation;
import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.core.aggregate.LiveSnapshot;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.alert.Alerts;
import io.tallystick.core.annotate.AnnotationWriter;
import io.tallystick.core.annotate.Annotations;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.collect.CollectorRegistry;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.export.HistoryExport;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.points.Points;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.ratelimit.RateLimitHistory;
import io.tallystick.core.ratelimit.RateLimits;
import io.tallystick.core.rollup.JanitorStatus;
import io.tallystick.spi.StorageBackend;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records metrics and keeps their history, from {@link #start} to {@link #close}.
 *
 * <p>Recording goes through {@link #metrics()}, or through {@link Metrics#current()} while the
 * runtime runs. Five daemon threads work behind it: one reads what was recorded, one brings it to
 * the store, one asks gauge suppliers, one sees to collectors, one evaluates alert rules; the
 * threads that record never wait for them. Any thread may call any method.
 *
 * <pre>{@code
 * try (MetricsRuntime runtime = MetricsRuntime.builder().source("service:api").build()) {
 *   runtime.start();
 *   runtime.metrics().count("orders.count", 1, "status", "paid");
 * }
 * }</pre>
 */
public final class MetricsRuntime implements AutoCloseable {
  private final RuntimeOptions options;
  private final StorageBackend storage;
  private final Supplier<Moment> clock;
  private final Moment made;
  private final boolean isInstalled;
  private final @Nullable Pipeline pipeline;
  private final DerivedWork derived;
  private final StoreWatch storeWatch;
  private final AlertWork alerts;
  private final CollectWork collecting;
  private final MetricsReader reader;

  /** Guarded by this, like the next. */
  private State state = State.MADE;

  private @Nullable Installation installation;
  private final ShutdownHook shutdownHook = new ShutdownHook();

  MetricsRuntime(
      RuntimeOptions options,
      StorageBackend storage,
      Supplier<Moment> clock,
      boolean isInstalled,
      GivenParts given) {
    this.options = options;
    this.storage = storage;
    this.clock = clock;
    this.made = clock.get();
    this.isInstalled = isInstalled;
    this.pipeline = options.isEnabled() ? new Pipeline(options, storage, clock) : null;
    this.derived =
        new DerivedWork(
            options,
            options.isEnabled() ? given.derived() : DerivedWork.Definitions.NONE,
            storage,
            metrics(),
            clock);
    this.storeWatch = new StoreWatch(storage.buckets(), storeMost(options), clock);
    this.reader =
        pipeline == null
            ? RuntimeReader.switchedOff(options, storage, clock)
            : RuntimeReader.recording(options, storage, pipeline, derived.history());
    this.alerts =
        new AlertWork(
            options,
            given.alerts(),
            storage,
            pipeline,
            new AlertWork.Readers(reader, derived.history()),
            clock);
    this.collecting =
        new CollectWork(
            options.collection(),
            storeWatch,
            given.collectors(),
            metrics(),
            clock,
            alerts.door()::lookAtDeliveries);
    alerts.hurriesBy(collecting::wake);
  }

  private static OptionalLong storeMost(RuntimeOptions options) {
    long most = options.storeMaxBytes();
    return most == ByteSize.UNLIMITED ? OptionalLong.empty() : OptionalLong.of(most);
  }

  /** Begins to describe a runtime. */
  public static RuntimeBuilder builder() {
    return new RuntimeBuilder();
  }

  /**
   * What the application records through; always the same object. It records from the moment it is
   * made, and does nothing when the runtime is switched off by its options.
   */
  public Metrics metrics() {
    return pipeline == null ? Metrics.noop() : pipeline.metrics();
  }

  /** Whether the options let it record at all. */
  public boolean isEnabled() {
    return pipeline != null;
  }

  /**
   * Starts the threads and, unless told otherwise, puts {@link #metrics()} behind {@link
   * Metrics#current()}. A runtime that is switched off by its options does nothing. Where a thread
   * cannot be started, none is left and nothing is installed; such a runtime can only be closed.
   *
   * <p>First it makes sure that the store can work. With the option {@code failFast} switched off
   * it does not: then recording goes on in memory until the store works, and {@link #flushStatus}
   * shows that.
   *
   * @return this
   * @throws io.tallystick.spi.StorageException when the store cannot work; it says what to do.
   *     Nothing was started, and this may be called again
   * @throws IllegalStateException when it was started or closed before, or when another runtime is
   *     behind {@link Metrics#current()}
   */
  public MetricsRuntime start() {
    requireMade();
    if (pipeline != null) {
      pipeline.prepare(); // outside the monitor: whoever closes must not wait for it
    }
    return startPrepared();
  }

  private synchronized void requireMade() {
    if (state != State.MADE) {
      throw new IllegalStateException(
          "The runtime was %s before and runs once: build another."
              .formatted(state == State.RUNNING ? "started" : "closed"));
    }
  }

  private synchronized MetricsRuntime startPrepared() {
    requireMade();
    if (pipeline != null && isInstalled) {
      installation = Installation.install(pipeline.metrics());
    }
    state = State.RUNNING;
    if (pipeline != null) {
      startOrUndo(pipeline);
    }
    return this;
  }

  private void startOrUndo(Pipeline stages) {
    try {
      stages.start();
      derived.start();
      collecting.start();
      alerts.start();
      shutdownHook.add(this::close);
    } catch (RuntimeException
        | Error failure) { // such as of a process that may have no more threads
      LastSteps.inTurn(
          alerts::stop, collecting::stop, derived::stop, stages::stop, this::uninstall);
      throw failure;
    }
  }

  /**
   * Switches recording off or on again while it runs. Off, every recording call returns at once and
   * drops its sample; what was recorded before stays.
   */
  public void recording(boolean isOn) {
    if (pipeline != null) {
      pipeline.recording(isOn);
    }
  }

  /** Everything as it is now; empty when the runtime is switched off by its options. */
  public LiveSnapshot snapshot() {
    return pipeline == null ? new LiveSnapshot(0, 0, 0, List.of()) : pipeline.snapshot();
  }

  /** What each series amounts to; nothing when the runtime is switched off by its options. */
  public LiveTotals liveTotals() {
    return pipeline == null ? LiveTotals.NONE : pipeline.unstored();
  }

  /** What is known of the metric of a name, or of another name of it. */
  public Optional<MetricDescriptor> descriptor(String name) {
    return pipeline == null
        ? Catalogue.builtIn().find(name)
        : pipeline.recording().descriptor(name);
  }

  /**
   * Makes of an id what may be kept of it: a keyed hash, the same in all instances that share the
   * store. For ids of clients, as for those of tenants.
   */
  public UnaryOperator<String> keyedHash() {
    return pipeline == null ? id -> "" : pipeline.tenantKeys()::hash;
  }

  /** Where Prometheus finds the metrics, unless an endpoint is told otherwise. */
  public String metricsPath() {
    return options.metricsPath();
  }

  /** Whether client ids are shown as they are, not as a keyed hash. */
  public boolean includesClientIds() {
    return options.includesClientIds();
  }

  /** How much memory what is recorded takes, about, in bytes. */
  public long recordedBytes() {
    return pipeline == null ? 0 : pipeline.recordedBytes();
  }

  /** What it is and may take; empty when it is switched off by its options. */
  public Optional<RuntimeState> state() {
    return Optional.ofNullable(pipeline)
        .map(stages -> RuntimeState.of(options, stages, made, clock.get()));
  }

  /** The time by its clock, to the millisecond. */
  public Instant now() {
    return Instant.ofEpochMilli(clock.get().wallMillis());
  }

  /** One turn of the threads that read, write and evaluate; for tests, which do not start them. */
  void turn() {
    if (pipeline != null) {
      pipeline.tick();
      pipeline.store();
      storeWatch.look();
      alerts.door().look();
      alerts.door().lookAtDeliveries();
    }
  }

  /**
   * How all of it gets on: what the methods below tell one by one, how large the store becomes, who
   * writes to it, and what is wrong in sentences. Never asks the store and never waits for it: what
   * needs the store is as it was when the runtime looked last, about once a minute.
   */
  public RuntimeStatus status() {
    return pipeline == null
        ? RuntimeStatus.switchedOff()
        : new CurrentStatus(options, pipeline, storeWatch, derived, collecting, made).now();
  }

  /** How recording and the store get on; all zero when it is switched off by its options. */
  public FlushStatus flushStatus() {
    return pipeline == null ? FlushStatus.none() : pipeline.flushStatus();
  }

  /**
   * How folding and purging went at the end of the last sweep; nothing is known while the runtime
   * is switched off by its options.
   */
  public JanitorStatus janitorStatus() {
    return pipeline == null ? JanitorStatus.NOT_YET : pipeline.janitorStatus();
  }

  /** Single samples, beside what is recorded; only to be found while it is switched off. */
  public Points points() {
    return pipeline == null ? Points.readOnly(storage.points()) : pipeline.points();
  }

  /** Answers questions about all that was ever recorded; always the same object. */
  public MetricsReader reader() {
    return reader;
  }

  /** Notes on times; only to be found while it is switched off. */
  public Annotations annotations() {
    return pipeline == null
        ? AnnotationWriter.switchedOff(storage.control())
        : pipeline.annotations();
  }

  /** Takes which keys made requests and what their limits are; nothing while it is switched off. */
  public RateLimits rateLimits() {
    return pipeline == null ? RateLimits.none() : pipeline.rateLimits().limits();
  }

  /** How much of their limits keys use and used; only what is stored while it is switched off. */
  public RateLimitHistory rateLimitHistory() {
    return pipeline == null
        ? RateLimitWork.switchedOff(options, storage.control(), clock)
        : pipeline.rateLimits().history();
  }

  /** Takes stored history elsewhere; works whether or not the runtime records, until it closes. */
  public HistoryExport export() {
    return new HistoryExport(storage.buckets(), this::descriptor);
  }

  /**
   * What is derived from the application's own tables; nothing while the runtime is switched off by
   * its options.
   */
  public DerivedMetrics derived() {
    return derived.door();
  }

  /**
   * What is collected of the virtual machine, the process and the application; add your own here.
   */
  public CollectorRegistry collectors() {
    return collecting.door();
  }

  /**
   * Rules and what becomes of them. While the runtime is switched off by its options, rules can be
   * read and changed, and none is evaluated.
   */
  public Alerts alerts() {
    return alerts.door();
  }

  /** Where history is kept. */
  public StorageBackend storage() {
    return storage;
  }

  /**
   * Records no more, brings what is there to the store and stops; takes five seconds at most,
   * whatever the store does. Does nothing the second time.
   */
  @Override
  public synchronized void close() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    long startedNanos = System.nanoTime();
    LastSteps.inTurn(
        this::uninstall,
        alerts::close,
        collecting::close,
        derived::close,
        reader::close,
        () -> end(startedNanos),
        shutdownHook::remove);
  }

  private void uninstall() {
    if (installation != null) {
      installation.close();
    }
  }

  private void end(long startedNanos) {
    if (pipeline == null) {
      LastSteps.within(Pipeline.CLOSE.dividedBy(2), () -> Pipeline.close(storage));
    } else {
      pipeline.close(startedNanos);
    }
  }

  private enum State {
    MADE,
    RUNNING,
    CLOSED
  }
}

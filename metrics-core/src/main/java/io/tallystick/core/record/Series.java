package io.tallystick.core.record;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * One series: a name, a kind, tags, for a tenant's metric also the tenant, and where its samples
 * are.
 *
 * <p>What it shows is immutable; any thread may read it.
 *
 * <pre>{@code
 * series.name(); // orders.count
 * series.tags(); // {status=paid}
 * }</pre>
 */
public final class Series extends SeriesEntry {
  private static final VarHandle SINK;

  static {
    try {
      SINK = MethodHandles.lookup().findVarHandle(Series.class, "sink", SampleSink.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Metric metric;
  private final @Nullable Tenant owner;
  private final long startNanos;

  @SuppressWarnings("UnusedVariable") // through SINK
  private @Nullable SampleSink sink;

  /** The handle that callers hold, as long as any does; guarded by the registry's lock. */
  private @Nullable Reference<Object> handle;

  /** Guarded by the registry's lock. */
  private boolean isRetired;

  private Series(Builder builder) {
    super(builder.metric.name(), builder.pairs, builder.kind, builder.index, builder.cell);
    metric = builder.metric;
    owner = builder.owner;
    startNanos = builder.startNanos;
    sink = builder.sink;
  }

  @Override
  Series series() {
    return this;
  }

  Metric metric() {
    return metric;
  }

  /** The name of the metric. */
  public String name() {
    return metric.name();
  }

  /** Whose metric it is, as a keyed hash; null for the application's own. */
  public @Nullable String tenant() {
    return owner == null ? null : owner.key();
  }

  /** Whose series it is; null for the application's own. */
  @Nullable Tenant owner() {
    return owner;
  }

  /** Its tags, without those that are constant for the runtime; made anew by each call. */
  public Tags tags() {
    return Tags.of(pairs());
  }

  /** What is known of its metric, or null. */
  public @Nullable MetricDescriptor descriptor() {
    return metric.descriptor();
  }

  /** The elapsed time at which it began, before its first sample. */
  public long startNanos() {
    return startNanos;
  }

  /** Where its samples go; for a series that has samples. */
  SampleSink sink() {
    SampleSink there = (SampleSink) SINK.getAcquire(this);
    if (there != null) {
      return there;
    }
    SampleSink made = new SumSink();
    return SINK.compareAndSet(this, null, made) ? made : (SampleSink) SINK.getAcquire(this);
  }

  /** The sink if there is one: a counter has one from its first fractional amount on. */
  @Nullable SampleSink sinkIfAny() {
    return (SampleSink) SINK.getAcquire(this);
  }

  /** Whether nobody reads its samples. */
  boolean leadsNowhere() {
    return sinkIfAny() instanceof NowhereSink;
  }

  boolean isRetired() {
    return isRetired;
  }

  void retire() {
    isRetired = true;
  }

  @Nullable Object handle() {
    Reference<Object> there = handle;
    return there == null ? null : there.get();
  }

  void keepHandle(Object made) {
    handle = new WeakReference<>(made);
  }

  /** Collects what a series is made of. */
  static final class Builder {
    private final Metric metric;
    private final MetricKind kind;
    private final String[] pairs;
    private @Nullable Tenant owner;
    private long startNanos;
    private int index;
    private int cell;
    private @Nullable SampleSink sink;

    Builder(Metric metric, MetricKind kind, String[] sortedPairs) {
      this.metric = metric;
      this.kind = kind;
      this.pairs = sortedPairs;
    }

    MetricKind kind() {
      return kind;
    }

    Metric metric() {
      return metric;
    }

    Builder owner(Tenant tenant) {
      owner = tenant;
      return this;
    }

    Builder since(long elapsedNanos) {
      startNanos = elapsedNanos;
      return this;
    }

    Builder at(int itsIndex, int itsCell, @Nullable SampleSink itsSink) {
      index = itsIndex;
      cell = itsCell;
      sink = itsSink;
      return this;
    }

    Series build() {
      return new Series(this);
    }
  }
}

package io.tallystick.core.record;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.SeriesGuard;
import org.jspecify.annotations.Nullable;

/** Decides on, makes and fills the series of tenants. */
final class TenantSeries {
  private final SeriesGuard guard;
  private final ConstantTags constantTags;
  private final SeriesRegistry registry;
  private final TenantRoom room;
  private final Samples samples;

  TenantSeries(
      SeriesGuard guard,
      ConstantTags constantTags,
      SeriesRegistry registry,
      TenantRoom room,
      Samples samples) {
    this.guard = guard;
    this.constantTags = constantTags;
    this.registry = registry;
    this.room = room;
    this.samples = samples;
  }

  GuardedSeries guard(@Nullable String name, Tags tags) {
    String full =
        name == null || name.startsWith(SeriesGuard.TENANT_PREFIX)
            ? name
            : SeriesGuard.TENANT_PREFIX.concat(name);
    Metric described = registry.metric(full);
    return guard.admit(
        name, described == null ? null : described.listedKeys(), SeriesLookup.pairs(tags));
  }

  /** The tags of a tenant's series beside the constant ones. */
  Tags tags(GuardedSeries guarded) {
    return Tags.of(constantTags.besides(guarded));
  }

  /**
   * A metric of one tenant: what it is to one says nothing about what it is to another, unless it
   * is described.
   */
  Metric metric(String name) {
    Metric metric = new Metric(name);
    Metric described = registry.metric(name);
    MetricDescriptor descriptor = described == null ? null : described.descriptor();
    if (descriptor != null) {
      metric.describe(descriptor);
    }
    return metric;
  }

  /** Whether there is room for one more series of any tenant; takes it. */
  Decision decide(MetricKind kind, Tags tags) {
    if (!room.tryTakeSeries()) {
      return room.isFull("series of tenants");
    }
    Decision memory = registry.decideMemoryApart(kind, SeriesLookup.pairs(tags));
    if (!memory.isAccepted()) {
      room.giveSeries();
    }
    return memory;
  }

  /** Takes room for a series that must be, beyond the limits if need be. */
  void takeRoom(MetricKind kind, Tags tags) {
    room.takeSeries();
    registry.takeMemoryApart(kind, SeriesLookup.pairs(tags));
  }

  Series make(Metric metric, MetricKind kind, Tags tags, Tenant tenant) {
    metric.decideKind(kind);
    return registry.enterApart(metric, kind, SeriesLookup.pairs(tags), tenant);
  }

  void take(Series series, double value) {
    if (series.kind() == MetricKind.COUNTER) {
      samples.count(series, value);
    } else {
      samples.set(series, value);
    }
  }
}

package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import io.tallystick.guard.SeriesGuard;
import io.tallystick.guard.TenantLimits;
import io.tallystick.guard.ValueRule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tenants' own metrics: each tenant has its series, its limits and its lock, so that none takes
 * from another or waits for it.
 *
 * <p>A tenant is found by a keyed hash of its id; the id itself is not kept. How many tenants and
 * how many series of theirs there may be is bounded, apart from the application's own; who comes
 * too late is refused. A tenant whose last series is taken out of use goes with it; one that never
 * had any and was quiet for a minute gives its place to another.
 */
final class Tenants {
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final Decision SWITCHED_OFF =
      Decision.refused(Rule.NOT_RUNNING, "Recording is switched off, so nothing was recorded.");

  private final RecordingSettings settings;
  private final TenantRoom room;
  private final TenantSeries making;
  private final Samples samples;
  private final SelfCounts selfCounts;
  private final KeyedHash hash = KeyedHash.random();
  private final Map<KeyedHash.Key, Tenant> byId = new ConcurrentHashMap<>();
  private final AtomicLong sweptMinute = new AtomicLong(Long.MIN_VALUE);

  Tenants(
      RecordingSettings settings,
      ConstantTags constantTags,
      SeriesRegistry registry,
      Samples samples,
      SelfCounts selfCounts) {
    this.settings = settings;
    this.room = new TenantRoom(settings);
    this.samples = samples;
    this.selfCounts = selfCounts;
    SeriesGuard guard = SeriesGuard.forTenants(settings.tenant().text());
    making = new TenantSeries(guard, constantTags, registry, room, samples);
  }

  /** Records a tenant's metric, or says which rule refuses it. */
  Decision record(
      @Nullable String tenantId,
      @Nullable String name,
      double value,
      @Nullable UserMetricKind kind,
      @Nullable Tags tags) {
    if (!samples.areKept()) {
      return SWITCHED_OFF;
    }
    Decision decision = check(tenantId, value, kind, tags);
    if (decision.isAccepted() && tenantId != null && tags != null) {
      MetricKind itsKind = kind == UserMetricKind.COUNT ? MetricKind.COUNTER : MetricKind.GAUGE;
      decision = record(tenantId, new TenantSample(name, tags, itsKind, value));
    }
    selfCounts.answered(decision);
    return decision;
  }

  private static Decision check(
      @Nullable String tenantId, double value, @Nullable UserMetricKind kind, @Nullable Tags tags) {
    Decision tenant = TenantLimits.checkTenant(tenantId);
    if (!tenant.isAccepted()) {
      return tenant;
    }
    if (kind == null || tags == null) {
      return Decision.refused(
          Rule.TAG_MISSING, "The kind or the tags are null: give both, empty tags for none.");
    }
    return kind == UserMetricKind.COUNT ? ValueRule.checkCount(value) : ValueRule.checkValue(value);
  }

  private Decision record(String tenantId, TenantSample sample) {
    KeyedHash.Key key = hash.hash(tenantId);
    long minute = minute();
    while (true) {
      Tenant tenant = byId.get(key);
      if (tenant == null) {
        tenant = enter(key, tenantId, minute);
      }
      if (tenant == null) {
        return room.isFull("tenants");
      }
      Decision decision = tenant.record(sample, minute);
      if (decision != null) {
        return decision;
      }
    }
  }

  private @Nullable Tenant enter(KeyedHash.Key id, String tenantId, long minute) {
    if (!room.tryTakeTenant()) {
      sweep(minute);
      if (!room.tryTakeTenant()) {
        return null;
      }
    }
    Tenant made =
        new Tenant(id, settings.tenantKey().apply(tenantId), making, settings.tenant(), minute);
    Tenant there = byId.putIfAbsent(id, made);
    if (there != null) {
      room.giveTenant();
      return there;
    }
    return made;
  }

  /** Gives up tenants that have nothing and do nothing; once a minute at most. */
  private void sweep(long minute) {
    if (sweptMinute.getAndSet(minute) == minute) {
      return;
    }
    byId.values().forEach(tenant -> giveUp(tenant, minute));
  }

  private void giveUp(Tenant tenant, long minute) {
    if (tenant.isGoneBy(minute) && byId.remove(tenant.id(), tenant)) {
      room.giveTenant();
    }
  }

  /** Lets a series of a tenant go that was taken out of use. */
  void retire(Series series, Tenant owner) {
    owner.retire(series);
    room.giveSeries();
  }

  /** Nothing will come any more for a series that was taken out of use: its tenant may go. */
  void freed(Tenant owner) {
    owner.freed();
    giveUp(owner, minute());
  }

  private long minute() {
    return Math.floorDiv(settings.elapsedNanos().getAsLong(), MINUTE_NANOS);
  }

  int tenants() {
    return room.tenants();
  }
}

package io.tallystick.examples.quickstart;

import io.tallystick.GaugeRegistration;
import io.tallystick.Tags;
import io.tallystick.instrument.AuthMetrics;
import io.tallystick.instrument.KeyMetrics;
import io.tallystick.instrument.RedisMetrics;
import io.tallystick.instrument.ScriptPoolMetrics;
import io.tallystick.instrument.TokenMetrics;
import io.tallystick.instrument.TokenType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes up and down.
 *
 * @param tenant whose metric it is; null for the shop's own
 * @param value what it shows when
 * @param live registers who says it while the shop runs; null where somebody else says it then
 */
record Level(
    @Nullable String tenant,
    String metric,
    Tags tags,
    Course value,
    @Nullable Function<DoubleSupplier, GaugeRegistration> live) {
  private static final double MEGABYTE = 1_048_576;
  private static final double WAVE_SECONDS = 1_700;
  private static final double CONNECTIONS = 4;

  /** What a level shows in a story. */
  interface Course {
    double at(Story story, Instant time);
  }

  static List<Level> all() {
    List<Level> all = new ArrayList<>();
    all.add(told("auth.session.active", AuthMetrics::activeSessions, Level::sessions));
    all.add(
        told(
            "lua.pool.active",
            ScriptPoolMetrics::active,
            (s, t) -> whole(s, t, 1 + 5 * s.activity(t))));
    all.add(
        told("lua.pool.waiting", ScriptPoolMetrics::waiting, (s, t) -> s.trouble(t) > 1 ? 2 : 0));
    all.add(
        told(
            "jwks.active_key.age_ms",
            KeyMetrics::activeKeyAgeMillis,
            (s, t) -> s.keyAge(t).toMillis()));
    for (TokenType type : TokenType.values()) {
      all.add(
          new Level(
              null,
              "token.active",
              Tags.of("token_type", type.tagValue()),
              (s, t) -> Math.round(1.4 * sessions(s, t)),
              supplier -> TokenMetrics.active(type, supplier)));
    }
    for (String database : List.of("auth_db", "rate_limit_db")) {
      all.add(
          new Level(
              null,
              "redis.connections.active",
              Tags.of("database", database),
              (s, t) -> whole(s, t, 2 + 6 * s.activity(t)),
              supplier -> RedisMetrics.activeConnections(database, supplier)));
      all.add(
          new Level(
              null,
              "redis.connections.idle",
              Tags.of("database", database),
              (s, t) -> whole(s, t, 9 - 4 * s.activity(t)),
              supplier -> RedisMetrics.idleConnections(database, supplier)));
    }
    all.addAll(ofTheShop());
    all.addAll(ofTheMachine());
    for (Tenant tenant : Tenant.values()) {
      all.add(
          new Level(
              tenant.id(),
              "user.invoice.open",
              Tags.empty(),
              (s, t) -> tenant.openInvoices(s.activity(t)),
              null));
    }
    return List.copyOf(all);
  }

  /** What collectors and derived metrics say while the shop runs. */
  private static List<Level> ofTheShop() {
    Tags pool = Tags.of("pool", "shop");
    Tags bank = Tags.of("executor", "bank");
    return List.of(
        seen("database.connections.active", pool, (s, t) -> busyConnections(s, t)),
        seen("database.connections.pending", pool, (s, t) -> s.slowness(t) > 2 ? 1 : 0),
        seen("database.connections.idle", pool, (s, t) -> CONNECTIONS - busyConnections(s, t)),
        seen("database.connections.max", pool, (s, t) -> CONNECTIONS),
        seen("executor.threads.active", bank, (s, t) -> 0),
        seen("executor.threads.size", bank, (s, t) -> 1),
        seen("executor.threads.max", bank, (s, t) -> Integer.MAX_VALUE),
        seen("executor.tasks.waiting", bank, (s, t) -> whole(s, t, 1.2 * s.activity(t))),
        seen("cache.size", Tags.of("cache", "orders"), (s, t) -> Math.min(500, whole(s, t, 490))),
        seen("users.total", Tags.empty(), (s, t) -> Math.round(ShopDatabase.USERS * s.progress(t))),
        seen(
            "oauth.clients.total",
            Tags.empty(),
            (s, t) -> Math.round(ShopDatabase.CLIENTS * (0.5 + 0.5 * s.progress(t)))));
  }

  private static List<Level> ofTheMachine() {
    List<Level> all = new ArrayList<>();
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        double most = pool.getName().contains("Survivor") ? 2 : 26;
        all.add(
            seen(
                "jvm.memory.used_bytes",
                Tags.of("area", "heap", "pool", pool.getName()),
                (s, t) -> MEGABYTE * whole(s, t, most * (0.55 + 0.3 * s.activity(t)))));
      }
    }
    all.add(seen("jvm.threads.live", Tags.empty(), (s, t) -> whole(s, t, 41 + 4 * s.activity(t))));
    all.add(seen("jvm.threads.daemon", Tags.empty(), (s, t) -> whole(s, t, 33)));
    all.add(seen("process.cpu.usage", Tags.empty(), (s, t) -> 0.02 + 0.05 * s.activity(t)));
    all.add(seen("system.cpu.usage", Tags.empty(), (s, t) -> 0.06 + 0.12 * s.activity(t)));
    return all;
  }

  private static double busyConnections(Story story, Instant at) {
    return story.slowness(at) > 2 ? CONNECTIONS : story.activity(at) > 0.9 ? 1 : 0;
  }

  private static double sessions(Story story, Instant at) {
    return whole(story, at, 40 + 900 * story.activity(at));
  }

  /** Nothing that lives is quite still. */
  private static double whole(Story story, Instant at, double value) {
    double wave = Math.sin((double) at.getEpochSecond() / WAVE_SECONDS) * 0.06;
    return Math.round(value * (1 + wave) * Math.sqrt(Math.sqrt(story.slowness(at))));
  }

  private static Level told(
      String metric, Function<DoubleSupplier, GaugeRegistration> live, Course value) {
    return new Level(null, metric, Tags.empty(), value, live);
  }

  private static Level seen(String metric, Tags tags, Course value) {
    return new Level(null, metric, tags, value, null);
  }
}

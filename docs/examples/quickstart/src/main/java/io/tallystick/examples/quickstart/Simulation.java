package io.tallystick.examples.quickstart;

import io.tallystick.GaugeRegistration;
import io.tallystick.Metrics;
import io.tallystick.examples.quickstart.Happening.Effect;
import io.tallystick.examples.quickstart.TenantScript.Invoice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.luaj.vm2.LuaError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets happen, each second, what does not come as a request: what machines do, what tenants'
 * scripts count. It is recorded as an application would, by typed calls.
 */
final class Simulation implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Simulation.class);
  private static final String PIPELINE = "pipeline.exec.duration_ms";
  private static final long TURN_MILLIS = 1_000;

  /** Somebody's mistake comes every ten minutes: more often it would fill the log. */
  private static final long TURNS_TO_A_MISTAKE = 600;

  /** Of a machine that slept no more is made up for, or all of it would come within one second. */
  private static final Duration LONGEST_TURN = Duration.ofSeconds(5);

  private static final double SPREAD = 0.45;
  private static final int REJECTED_CENTS = 150_000;
  private static final int USUAL_CENTS = 9_000;

  private final Story story;
  private final ShopDatabase database;
  private final List<Happening> happenings = new ArrayList<>();
  private final Map<Tenant, TenantScript> scripts = new EnumMap<>(Tenant.class);
  private final List<GaugeRegistration> levels = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom();
  private Instant last = Instant.now();
  private long turns;

  private Simulation(Story story, Metrics metrics, ShopDatabase database) {
    this.story = story;
    this.database = database;
    happenings.addAll(PeopleScenes.all());
    happenings.addAll(EngineScenes.all());
    String text = ShopServer.text("invoices.lua");
    for (Tenant tenant : Tenant.values()) {
      scripts.put(tenant, new TenantScript(text, metrics.forTenant(tenant.id())));
    }
  }

  /** Starts it; the handle that comes back ends it. */
  static AutoCloseable start(Story story, Metrics metrics, ShopDatabase database) {
    Simulation simulation = new Simulation(story, metrics, database);
    for (Level level : Level.all()) {
      if (level.live() != null) {
        simulation.levels.add(level.live().apply(() -> level.value().at(story, Instant.now())));
      }
    }
    Background thread = Background.start("shop-simulation", TURN_MILLIS, simulation::turn);
    return () -> {
      thread.close();
      simulation.close();
    };
  }

  private void turn() {
    Instant now = Instant.now();
    Instant earliest = now.minus(LONGEST_TURN);
    Instant from = last.isBefore(earliest) ? earliest : last;
    last = now; // first of all: a turn that fails is not done again
    for (Happening happening : happenings) {
      Pace pace = happening.pace();
      long times = pace.times(happening.perHour() * pace.hours(story, from, now), random);
      for (long i = 0; i < times; i++) {
        happen(happening, now);
      }
    }
    boolean isMistaken = turns++ % TURNS_TO_A_MISTAKE == 0;
    forEach(
        scripts,
        (tenant, script) -> {
          script.run(invoices(tenant, from, now), tenant.openInvoices(story.activity(now)));
          if (isMistaken && tenant == Tenant.ACME) {
            script.ask("mistake");
          }
        });
  }

  /** Does something with each script; one tenant's mistake is not another's. */
  static void forEach(Map<Tenant, TenantScript> scripts, BiConsumer<Tenant, TenantScript> work) {
    scripts.forEach(
        (tenant, script) -> {
          try {
            work.accept(tenant, script);
          } catch (LuaError failed) {
            LOGGER.warn("The script of {} failed: {}", tenant.id(), failed.getMessage());
          }
        });
  }

  private void happen(Happening happening, Instant now) {
    if (happening.live() == null) {
      return;
    }
    double millis = Chance.about(random, happening.millis(), SPREAD) * story.slowness(now);
    happening.live().happen((long) (millis * TimeUnit.MILLISECONDS.toNanos(1)));
    for (Effect effect : happening.effects()) {
      if (effect.metric().equals(PIPELINE)) {
        trace(effect, millis, now);
      }
    }
  }

  private void trace(Effect effect, double millis, Instant now) {
    Map<String, String> tags = effect.tags().asMap();
    try (Connection connection = database.pool().getConnection()) {
      ShopDatabase.insert(
          connection,
          ShopDatabase.TRACE,
          now.toEpochMilli(),
          Objects.requireNonNull(tags.get("pipeline_id")),
          Objects.requireNonNull(tags.get("trigger_event")),
          Objects.requireNonNull(tags.get("status")),
          millis);
    } catch (SQLException failed) {
      LOGGER.warn("A trace cannot be kept; the shop goes on.", failed);
    }
  }

  private List<Invoice> invoices(Tenant tenant, Instant from, Instant now) {
    List<Invoice> invoices = new ArrayList<>();
    for (String plan : List.of("free", "pro")) {
      double perHour = tenant.invoicesPerHour(plan);
      long times = Chance.poisson(random, perHour * Pace.PEOPLE.hours(story, from, now));
      for (long i = 0; i < times; i++) {
        boolean isTooMuch = random.nextInt(40) == 0;
        invoices.add(new Invoice(plan, isTooMuch ? REJECTED_CENTS : USUAL_CENTS));
      }
    }
    return invoices;
  }

  @Override
  public void close() {
    levels.forEach(GaugeRegistration::close);
  }
}

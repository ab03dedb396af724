package io.tallystick.examples.quickstart;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.collect.CacheCollector;
import io.tallystick.core.collect.PoolCollector;
import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.AlertMessage;
import io.tallystick.instrument.LifecycleMetrics;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole application, put together: read it from the top to the bottom.
 *
 * <pre>{@code
 * try (Shop shop = Shop.open(Arguments.of("--port", "0"), System.out)) {
 *   browse(shop.address().resolve("/admin/"));
 * }
 * }</pre>
 */
final class Shop implements AutoCloseable {
  /** What this application is called wherever several of them write to one store. */
  static final String SOURCE = "service:shop";

  private static final int CACHED_ORDERS = 500;
  private static final Logger LOGGER = LoggerFactory.getLogger(Shop.class);

  private final Deque<AutoCloseable> parts;
  private final MetricsRuntime runtime;
  private final ShopServer server;
  private final boolean isNew;

  private Shop(
      Deque<AutoCloseable> parts, MetricsRuntime runtime, ShopServer server, boolean isNew) {
    this.parts = parts;
    this.runtime = runtime;
    this.server = server;
    this.isNew = isNew;
  }

  private static Shop assemble(Arguments arguments, PrintStream out, Deque<AutoCloseable> parts)
      throws IOException, SQLException {
    ShopServer.requireFree(arguments);
    Files.createDirectories(arguments.directory());

    // 1. Where history is kept. Only an example invents its past.
    StorageBackend store = SqliteStore.open(arguments.directory().resolve("metrics.db"));
    parts.push(store);
    Past past = Past.of(store, Instant.now());
    Story story = past.story();

    // 2. The application's own parts, as it would have them without any metrics.
    ShopDatabase database = ShopDatabase.open(arguments.directory().resolve("shop.db"));
    parts.push(database);
    Cache<Long, String> orders =
        Caffeine.newBuilder().maximumSize(CACHED_ORDERS).recordStats().build();

    // 3. The runtime: what is watched, what is wrong when. From here on
    // Metrics.current() records, wherever it is called.
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source(SOURCE)
            .appName("shop")
            .appVersion("1.4.2")
            .appEnvironment("quickstart")
            .storage(store)
            .collectors(
                PoolCollector.of("shop", database.pool()),
                CacheCollector.caffeine("orders", orders))
            .derived(ShopTables.users(database.pool()), ShopTables.clients(database.pool()))
            .derivedTables(
                ShopTables.signIns(database.pool()),
                ShopTables.traces(database.pool()),
                ShopTables.newestTraces(database.pool()))
            .alertRules(ShopRules.inCode())
            .alertListeners(printing(out))
            .build();
    parts.push(runtime);
    runtime.start();

    boolean isNew = past.write(runtime, out);
    if (isNew) {
      runtime.alerts().create(ShopRules.inTheConsole(), "quickstart");
    }

    // 4. Requests: the filter measures them, a servlet shows what was measured.
    OrderBook book = new OrderBook(database, orders);
    ShopServer server = ShopServer.start(arguments, runtime, book, story);
    parts.push(server);

    // 5. People, machines and the scripts of tenants.
    parts.push(Simulation.start(story, runtime.metrics(), database));
    if (arguments.hasLoad()) {
      parts.push(LoadGenerator.start(server.address(), story));
    }
    LifecycleMetrics.ready();
    return new Shop(parts, runtime, server, isNew);
  }

  /** Starts everything; what is open already is closed when something cannot start. */
  static Shop open(Arguments arguments, PrintStream out) throws IOException, SQLException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return assemble(arguments, out, parts);
    } catch (IOException | SQLException | RuntimeException failed) {
      close(parts);
      throw failed;
    }
  }

  /** Whether its past was written just now. */
  boolean isNew() {
    return isNew;
  }

  URI address() {
    return server.address();
  }

  MetricsRuntime runtime() {
    return runtime;
  }

  private static AlertListener printing(PrintStream out) {
    return new AlertListener() {
      @Override
      public String name() {
        return "console output";
      }

      @Override
      public void alert(AlertMessage message) {
        if (message.transition() == AlertMessage.Transition.WARNING) {
          return; // one a minute: the console shows them
        }
        out.println("Alert, " + message.transition().word() + ": " + message.text());
      }
    };
  }

  /** Closes what was opened, the newest first: nobody makes requests any more, then the rest. */
  @Override
  public void close() {
    close(parts);
  }

  private static void close(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception failed) {
        LOGGER.warn("A part of the shop did not close.", failed); // the others are to close, too
      }
    }
  }
}

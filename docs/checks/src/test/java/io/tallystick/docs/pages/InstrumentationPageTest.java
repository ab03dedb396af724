package io.tallystick.docs.pages;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.Result;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.collect.CacheCollector;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.CollectorRegistry;
import io.tallystick.core.collect.DependencyCheck;
import io.tallystick.core.collect.ExecutorCollector;
import io.tallystick.core.collect.LimiterCollector;
import io.tallystick.core.collect.PoolCollector;
import io.tallystick.instrument.AuthFailure;
import io.tallystick.instrument.AuthMetrics;
import io.tallystick.instrument.ClientHash;
import io.tallystick.instrument.DatabaseMetrics;
import io.tallystick.instrument.OAuthMetrics;
import io.tallystick.instrument.sql.TimedDataSource;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** What docs/instrumentation.md shows, recorded. */
class InstrumentationPageTest {
  private final MetricsRuntime runtime =
      MetricsRuntime.builder()
          .source("service:test")
          .collectionOff(
              Set.of("app", "memory", "gc", "threads", "cpu", "files", "classes", "pools"))
          .collectionInterval(Duration.ofSeconds(1))
          .build()
          .start();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private record Form(String name) {}

  private record Client(String name) {}

  /** Clients in a database, as far as this is about. */
  private static final class Clients {
    Client create(Form form) {
      return new Client(form.name());
    }
  }

  private record Registration(String clientId) {}

  private record Mailbox(int unread) {}

  @Test
  void typedCallsRecord() {
    Clients clients = new Clients();
    Form form = new Form("acme");

    Client client = DatabaseMetrics.timed("client_create", () -> clients.create(form));
    AuthMetrics.loginBy("password", Result.ERROR);
    AuthMetrics.failed(AuthFailure.INVALID_CREDENTIALS);

    assertThat(client.name()).isEqualTo("acme");
    assertThat(runtime)
        .histogram("database.query.duration_ms", "operation", "client_create", "result", "success")
        .hasCount(1);
    assertThat(runtime).counter("auth.login.attempt", "method", "password").isEqualTo(1);
  }

  @Test
  void aClientIsRecordedByItsHash() {
    Registration registration = new Registration("client-4711");

    ClientHash client = ClientHash.of(runtime.keyedHash(), registration.clientId());
    OAuthMetrics.clientRequest(client, Result.SUCCESS);

    String hash = runtime.keyedHash().apply("client-4711");
    assertThat(runtime).counter("oauth.client.request.count", "client", hash).isEqualTo(1);
  }

  @Test
  void whatAnApplicationHasOfItsOwnIsCollected() throws Exception {
    ThreadPoolExecutor mailThreads =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    Cache<String, String> sessions = Caffeine.newBuilder().recordStats().build();
    Semaphore limiter = new Semaphore(7);
    Mailbox mailbox = new Mailbox(3);
    try (HikariDataSource dataSource = pool()) {
      CollectorRegistry collectors = runtime.collectors();
      collectors.add(PoolCollector.of("main", dataSource));
      collectors.add(CacheCollector.caffeine("sessions", sessions));
      collectors.add(ExecutorCollector.pool("mail", mailThreads));
      collectors.add(LimiterCollector.of("sms", () -> limiter.availablePermits()));
      collectors.add(DependencyCheck.database("postgres", dataSource));
      collectors.add(
          DependencyCheck.tcp("redis", "redis.internal", 6379).every(Duration.ofSeconds(10)));
      collectors.add(
          Collector.of("mailbox", readings -> readings.gauge("mailbox.unread", mailbox.unread())));

      awaitNames("mailbox.unread", "database.connections.max", "executor.threads.max");
      assertThat(runtime).gauge("mailbox.unread").isEqualTo(3);
      assertThat(runtime).gauge("app.dependency.up", "dependency", "postgres").isEqualTo(1);
    } finally {
      mailThreads.shutdown();
    }
  }

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:collected");
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  private void awaitNames(String... names) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!recorded().containsAll(Set.of(names)) || !isPostgresChecked()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("There is only " + recorded());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean isPostgresChecked() {
    return runtime.snapshot().series().stream()
        .anyMatch(live -> "postgres".equals(live.series().tags().get("dependency")));
  }

  private Set<String> recorded() {
    return runtime.snapshot().series().stream()
        .map(live -> live.series().name())
        .collect(Collectors.toSet());
  }

  @Test
  void statementsOfATimedDataSourceAreTimed() throws SQLException {
    try (HikariDataSource pool = pool()) {
      TimedDataSource dataSource = DatabaseMetrics.timed(pool);
      try (Connection connection = dataSource.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1");
      }
    }
    assertThat(runtime)
        .histogram("database.query.duration_ms", "operation", "select", "result", "success")
        .hasCount(1);
  }

  private static DataSource postgres() {
    PostgresServer server = PostgresServer.shared();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.freshSchema());
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  @Test
  void whatTheDriverHasIsReachedByUnwrapping() throws SQLException {
    try (Connection connection = DatabaseMetrics.timed(postgres()).getConnection()) {
      PGConnection driver = connection.unwrap(PGConnection.class);

      assertThat(driver.getBackendPID()).isPositive();
      assertThat(connection).isNotInstanceOf(PGConnection.class);
    }
  }
}

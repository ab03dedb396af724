package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedPoint;
import io.tallystick.core.derived.DerivedRows;
import io.tallystick.core.derived.DerivedStatus;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.core.derived.Position;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.TimeSeries;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide says of metrics that tables of the application know already. */
class GuideDerivedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DataSource dataSource = dataSource();
  private final StorageBackend store = InMemoryBackend.create();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final TimeRange lastDay = new TimeRange(now.minus(Duration.ofDays(1)), now);

  private static DataSource dataSource() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:guide;NON_KEYWORDS=VALUE;DB_CLOSE_DELAY=-1");
    return source;
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @BeforeEach
  void fill() throws SQLException {
    execute(
        "CREATE TABLE users (id INT, plan VARCHAR(20))",
        "INSERT INTO users VALUES (1, 'free'), (2, 'free'), (3, 'gold')",
        "CREATE TABLE webhook_delivery (id BIGINT PRIMARY KEY, status VARCHAR(20))",
        "CREATE TABLE traces (at TIMESTAMP WITH TIME ZONE, kind VARCHAR(20))",
        "INSERT INTO traces VALUES (DATEADD('HOUR', -2, CURRENT_TIMESTAMP), 'order')",
        "INSERT INTO traces VALUES (DATEADD('HOUR', -2, CURRENT_TIMESTAMP), 'mail')",
        "CREATE TABLE sign_in (at TIMESTAMP WITH TIME ZONE, method VARCHAR(20), succeeded BOOLEAN)",
        "INSERT INTO sign_in VALUES (DATEADD('HOUR', -1, CURRENT_TIMESTAMP), 'password', TRUE)");
  }

  @AfterEach
  void empty() throws SQLException {
    execute("SHUTDOWN");
  }

  /** Looks again and again, since the runtime asks tables on threads of its own. */
  private static void await(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static List<LiveSeries> users(MetricsRuntime runtime) {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals("users.total"))
        .toList();
  }

  @Test
  void tablesOfTheApplicationBecomeMetrics() throws Exception {
    DerivedMetric users =
        DerivedMetric.gauge(
            "users.total", dataSource, "SELECT count(*) AS value, plan FROM users GROUP BY plan");
    DerivedMetric deliveries =
        DerivedMetric.counter(
            "webhook.stored.count",
            dataSource,
            "SELECT count(*) AS value, status FROM webhook_delivery"
                + " WHERE id > :after AND id <= :through GROUP BY status",
            Position.ofIds("SELECT MAX(id) FROM webhook_delivery"));
    DerivedMetric started =
        DerivedMetric.series(
            "trace.started",
            dataSource,
            "SELECT floor(extract(epoch FROM at) / :step) * :step AS bucket, kind,"
                + " count(*) AS value FROM traces WHERE at >= :from AND at < :to"
                + " GROUP BY floor(extract(epoch FROM at) / :step) * :step, kind");
    DerivedTable signIns =
        DerivedTable.of(
            "signins.recent",
            "Recent sign-ins",
            dataSource,
            "SELECT at, method, succeeded FROM sign_in WHERE at >= :from AND at < :to"
                + " ORDER BY at DESC LIMIT :limit");

    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source("service:api")
            .storage(store)
            .derived(users, deliveries, started)
            .derivedTables(signIns)
            .build()
            .start();
    try {
      await(() -> users(runtime).size() == 2);

      List<DerivedPoint> points =
          runtime.derived().series("trace.started", lastDay, Duration.ofHours(1));
      TimeSeries perHour =
          runtime.reader().timeSeries(Question.about("trace.started").groupBy("kind"));
      DerivedRows rows = runtime.derived().table("signins.recent", lastDay, 50);

      assertThat(points).extracting(DerivedPoint::value).containsExactly(1.0, 1.0);
      assertThat(perHour.lines()).hasSize(2);
      assertThat(rows.rows()).singleElement().satisfies(row -> assertThat(row).hasSize(3));
      assertThat(runtime.derived().status())
          .extracting(DerivedStatus::state)
          .containsOnly(DerivedStatus.State.OK);
    } finally {
      runtime.close();
    }
  }
}

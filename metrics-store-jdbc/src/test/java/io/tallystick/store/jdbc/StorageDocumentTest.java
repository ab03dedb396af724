package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.Databases.Place;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.MariaDbServer;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The SQL of docs/storage.md that is meant for servers does what is said of it. */
class StorageDocumentTest {
  private static final String PASSWORD = "welcome";
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @Test
  void theRightsThatAreNamedAreEnoughOnPostgres() throws Exception {
    try (PostgresServer server = PostgresServer.start(Map.of())) {
      run(server, sqlWith("CREATE ROLE tallystick"));
      String url = server.url("tallystick");
      writeFoldAndPurge(new Place(url, "tallystick", PASSWORD));
      run(server, sqlWith("CREATE ROLE reader"));

      Place reader = new Place(url.replaceFirst("\\?.*", ""), "reader", PASSWORD);
      assertThat(reader.texts("SELECT name FROM metrics")).containsExactly("orders.count");
      assertThat(reader.texts("SELECT sum FROM metric_bucket_1m")).isNotEmpty();
      for (String secret : List.of("metric_note", "metric_alert_rule", "metric_rate_limit")) {
        assertThatThrownBy(() -> reader.texts("SELECT * FROM " + secret))
            .hasMessageContaining("permission denied for table " + secret);
      }
    }
  }

  @Test
  void theRightsThatAreNamedAreEnoughOnMariaDb() throws Exception {
    DatabaseServer server = MariaDbServer.shared();
    run(server, sqlWith("CREATE DATABASE tallystick"));
    Place place = new Place(server.url("tallystick"), "tallystick", PASSWORD);
    writeFoldAndPurge(place);

    assertThat(place.texts("SELECT JSON_VALUE(tags, '$.status') FROM metrics"))
        .containsExactly("success");
  }

  @Test
  void theQuestionThatIsAskedOnPostgresIsAnswered() throws Exception {
    Place place = Databases.POSTGRES.fresh();
    try (StorageBackend store = place.open()) {
      store.buckets().write(now(store));
    }
    assertThat(place.texts(sqlWith("date_trunc('hour', timestamp)"))).hasSize(1);
  }

  private static void writeFoldAndPurge(Place place) throws SQLException {
    try (StorageBackend store = place.open()) {
      Batch batch = now(store);
      store.buckets().write(batch);
      place.run("DELETE FROM metric_mark");
      Lease lease =
          store
              .control()
              .acquire("janitor", new WriterId(1, 2), Duration.ofMinutes(1))
              .orElseThrow();
      Instant later = batch.buckets().get(0).bucket().start().plus(Duration.ofDays(3));
      for (Granularity granularity : Granularity.values()) {
        store.buckets().purge(lease, granularity, later, 1_000);
      }
    }
    place.run("UPDATE metric_horizon SET horizon = 0");
    try (StorageBackend store = place.open()) {
      store.buckets().write(now(store)); // or there would be nothing to look at
    }
  }

  private static Batch now(StorageBackend store) {
    Instant start = Granularity.MINUTE.bucketStart(store.control().now());
    SeriesKey series =
        SeriesKey.system(
            "orders.count", MetricKind.COUNTER, "service:api", Tags.of("status", "success"));
    Bucket bucket = new Bucket(start, 1, CounterState.ofWhole(1));
    return Batch.of(new OwnedBucket(series, Granularity.MINUTE, new WriterId(1, 2), bucket));
  }

  private static void run(DatabaseServer server, String sql) {
    for (String statement : sql.replace("…", PASSWORD).split(";\\s*")) {
      server.execute(statement);
    }
  }

  /** The one piece of SQL that holds these words. */
  static String sqlWith(String words) throws IOException {
    List<String> found =
        SQL.matcher(Files.readString(Path.of("../docs/storage.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .filter(sql -> sql.contains(words))
            .toList();
    assertThat(found).as(words).hasSize(1);
    return found.get(0);
  }
}

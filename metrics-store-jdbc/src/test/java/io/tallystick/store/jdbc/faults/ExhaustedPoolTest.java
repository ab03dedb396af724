package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.MariaDbServer;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Others have every connection that there may be. */
class ExhaustedPoolTest {
  private static final int POOL = 3;

  private static HikariDataSource pool(DatabaseServer server) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(server.freshSchema());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(POOL);
    pool.setConnectionTimeout(300);
    return pool;
  }

  private static StorageException failureOf(Runnable call) {
    try {
      call.run();
    } catch (StorageException failure) {
      assertThat(failure.canRetry()).isTrue();
      return failure;
    }
    throw new AssertionError("It worked.");
  }

  private static void closeAll(List<Connection> connections) throws SQLException {
    for (Connection each : connections) {
      each.close();
    }
    connections.clear();
  }

  @ParameterizedTest
  @EnumSource
  void aStoreOnAPoolWaitsForItsTurnAndSaysSo(Servers kind) throws SQLException {
    try (HikariDataSource pool = pool(kind.shared());
        StorageBackend store = JdbcStore.on(pool)) {
      List<Connection> taken = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        taken.add(pool.getConnection());
      }
      FlushedRecording recording = new FlushedRecording(store.buckets());
      recording.record();
      assertThat(recording.flush()).isFalse();
      assertThat(failureOf(store::prepare))
          .hasMessageMatching(
              "Could not open the store: there is no connection that works \\(.* request timed out"
                  + " after \\d+ms .*\\): see to it that .* a pool has connections to spare\\.");

      closeAll(taken);
      recording.flushUntilWritten();
      taken.add(pool.getConnection());
      taken.add(pool.getConnection());
      failureOf(() -> Sums.in(store));
      closeAll(taken);
      assertThat(Sums.in(store)).isEqualTo(recording.recorded());
    }
  }

  @Test
  void aPostgresServerWithTooManyConnectionsIsNamedAsThat() throws SQLException {
    Map<String, String> few = Map.of("max_connections", "4", "superuser_reserved_connections", "0");
    try (PostgresServer server = PostgresServer.start(few)) {
      requireCrowd(server, "sorry, too many clients already");
    }
  }

  @Test
  void aMariaDbServerWithTooManyConnectionsIsNamedAsThat() throws SQLException {
    try (MariaDbServer server = MariaDbServer.start(Map.of("max-connections", "10"))) {
      requireCrowd(server, "Too many connections");
    }
  }

  private static void requireCrowd(DatabaseServer server, String words) throws SQLException {
    String url = server.freshSchema();
    List<Connection> taken = takeAll(server, url);
    try (StorageBackend store = Servers.open(server, url, Duration.ofSeconds(10))) {
      FlushedRecording recording = new FlushedRecording(store.buckets());
      recording.record();
      assertThat(recording.flush()).isFalse();
      assertThat(failureOf(store::prepare))
          .hasMessageMatching(
              "Could not open the store: the database has too many connections \\(.*"
                  + words
                  + "\\): let it have more, or let others have fewer\\.");

      closeAll(taken);
      recording.flushUntilWritten();
      assertThat(Sums.in(store)).isEqualTo(recording.recorded());
    } finally {
      closeAll(taken);
    }
  }

  private static List<Connection> takeAll(DatabaseServer server, String url) {
    List<Connection> taken = new ArrayList<>();
    while (true) {
      try {
        taken.add(server.connect(url));
      } catch (SQLException full) {
        return taken;
      }
    }
  }
}

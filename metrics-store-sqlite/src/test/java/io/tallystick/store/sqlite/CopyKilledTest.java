package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that copies a store and is killed, again and again. */
class CopyKilledTest {
  private static final int MINUTES = 2_500;
  private static final int SERIES = 20;
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

  @TempDir Path directory;

  private final PostgresServer server = PostgresServer.shared();
  private final String url = server.freshSchema();

  @Test
  @Tag("slow")
  void whoIsKilledGoesOnTheNextTime() throws Exception {
    Path source = directory.resolve("source.db");
    Ledger ledger = new Ledger(SERIES);
    try (SqliteStore store = SqliteStore.open(source)) {
      ledger.write(store, 0, MINUTES);
    }
    for (int buckets : List.of(0, 1, 15_000, 30_000)) {
      killWhen(buckets, source);
    }

    Process last = start(source);
    String said = new String(last.getInputStream().readAllBytes());

    assertThat(last.waitFor()).as(said).isZero();
    assertThat(said).contains("The target has all that the source has: 50000 buckets, of which ");
    assertThat(said).doesNotContain("of which 50000 are new");
    try (StorageBackend target = JdbcStore.open(url, server.user(), server.password())) {
      assertThat(Ledger.sumIn(target)).isEqualTo(ledger.sumUntil(MINUTES));
    }
  }

  private Process start(Path source) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            ChildJvm.classPath(),
            CopyStore.class.getName(),
            source.toString(),
            url,
            server.user());
    builder.environment().put(CopyStore.PASSWORD, server.password());
    return builder.redirectErrorStream(true).start();
  }

  /** Kills a copy when so many minutes have arrived. */
  private void killWhen(int buckets, Path source) throws Exception {
    Process copying = start(source);
    try {
      long begin = System.nanoTime();
      while (copying.isAlive() && arrived() < buckets) {
        assertThat(System.nanoTime() - begin).isLessThan(PATIENCE_NANOS);
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
    } finally {
      copying.destroyForcibly().waitFor();
    }
  }

  private long arrived() throws SQLException {
    String tables = "SELECT to_regclass('metric_bucket_1m') IS NOT NULL";
    try (Connection connection = server.connect(url);
        Statement statement = connection.createStatement();
        ResultSet isThere = statement.executeQuery(tables)) {
      isThere.next();
      return isThere.getBoolean(1) ? number(statement) : 0;
    }
  }

  private static long number(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM metric_bucket_1m")) {
      row.next();
      return row.getLong(1);
    }
  }
}

package io.tallystick.docs.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.spi.StorageException;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a file in use and what comes back from it, as docs/operations.md says. */
class BackupPageTest {
  private static final String KEY = "metrics.db.tenant.key";

  @TempDir Path directory;

  private static MetricsRuntime on(Path file) {
    return MetricsRuntime.builder()
        .source("service:shop")
        .installed(false)
        .flushInterval(Duration.ofMillis(200))
        .storage(SqliteStore.open(file))
        .build();
  }

  private static double stored(MetricsRuntime runtime) {
    return runtime
        .reader()
        .aggregate(Question.about("orders.count").period(Period.DAY).fresh())
        .count();
  }

  private static void awaitFlush(MetricsRuntime runtime) {
    OperationsPageTest.await(
        () -> {
          var status = runtime.flushStatus();
          return status.lastConfirmed() != null && status.waitingBuckets() == 0;
        });
  }

  /** A backup that was made while a runtime recorded, which went on. */
  private Path backup() throws SQLException, IOException {
    Path source = Files.createDirectory(directory.resolve("data"));
    Path saved = Files.createDirectory(directory.resolve("backup"));
    Path file = source.resolve("metrics.db");
    try (MetricsRuntime runtime = on(file).start()) {
      runtime.metrics().count("orders.count", 11);
      runtime.metrics().forTenant("acme").count("invoice.sent", 1, Tags.empty().asMap());
      awaitFlush(runtime);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.execute("VACUUM INTO '%s'".formatted(saved.resolve("metrics.db")));
      }
      runtime.metrics().count("orders.count", 5);
    }
    Files.copy(source.resolve(KEY), saved.resolve(KEY));
    return saved;
  }

  @Test
  void aBackupOfAFileInUseComesBackWithItsKey() throws Exception {
    Path saved = backup();
    try (MetricsRuntime runtime = on(saved.resolve("metrics.db")).start()) {
      assertThat(stored(runtime)).isEqualTo(11);
      assertThat(runtime.reader().userMetricNames("acme")).hasSize(1);
    }
  }

  @Test
  void withoutItsKeyItIsRefused() throws Exception {
    Path saved = backup();
    Files.delete(saved.resolve(KEY));
    try (MetricsRuntime runtime = on(saved.resolve("metrics.db"))) {
      assertThatThrownBy(runtime::start)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("The key of tenants is missing");
    }
  }

  @Test
  void theFileAndItsKeyAreForTheirOwnerAlone() throws Exception {
    backup();
    for (String name : new String[] {"metrics.db", KEY}) {
      assertThat(Files.getPosixFilePermissions(directory.resolve("data").resolve(name)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }
}

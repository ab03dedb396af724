package io.tallystick.docs.trouble;

import static io.tallystick.docs.trouble.TroubleshootingPageTest.failsAsQuoted;
import static io.tallystick.docs.trouble.TroubleshootingPageTest.isLoggedAsQuoted;
import static io.tallystick.docs.trouble.TroubleshootingPageTest.quick;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.docs.LogLines;
import io.tallystick.store.jdbc.JdbcOptions;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.PostgresServer;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stores say that cannot be opened stands in docs/troubleshooting-guide.md. */
class StoreTroublesTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir Path directory;

  @BeforeEach
  void forgetOlderLines() {
    LogLines.take();
  }

  private static MetricsRuntime on(Path file) {
    return quick().storage(SqliteStore.open(file)).build();
  }

  private static void startsNot(MetricsRuntime runtime) {
    try (runtime) {
      failsAsQuoted(runtime::start);
    }
  }

  /** A file in which a runtime has been at work. */
  private Path used() {
    Path file = directory.resolve("metrics.db");
    try (MetricsRuntime runtime = on(file).start()) {
      runtime.metrics().count("orders.count");
    }
    return file;
  }

  private static void run(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void aPathThatCannotBeIsRefused() throws IOException {
    startsNot(on(directory));
    Path file = Files.createFile(directory.resolve("file"));
    startsNot(on(file.resolve("below").resolve("metrics.db")));
  }

  @Test
  void aFileThatSomebodyElseLocksIsSaidToBe() throws SQLException {
    Path file = used();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      startsNot(on(file));
    }
  }

  @Test
  void aDamagedFileIsMovedAside() throws IOException {
    Path file = directory.resolve("metrics.db");
    Files.writeString(file, "This is no database. ".repeat(1_000));
    try (MetricsRuntime runtime = on(file).start()) {
      isLoggedAsQuoted("It was moved, with what it holds");
      assertThat(runtime.status().isWell()).isTrue();
    }
  }

  @Test
  void aStoreOfANewerReleaseIsLeftAlone() throws SQLException {
    Path file = used();
    run("jdbc:sqlite:" + file, "UPDATE metric_store SET schema_version = 99");
    startsNot(on(file));
  }

  @Test
  void anotherKeyOfTenantsIsRefusedAndSoIsNone() throws IOException {
    Path file = used();
    startsNot(quick().tenantKey(KEY).storage(SqliteStore.open(file)).build());
    Files.delete(directory.resolve("metrics.db.tenant.key"));
    startsNot(on(file));
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidToBeAway() {
    startsNot(
        quick().storage(JdbcStore.open("jdbc:postgresql://127.0.0.1:1/metrics", "a", "b")).build());
  }

  @Test
  void rightsThatAreMissingAreSaid() {
    PostgresServer server = PostgresServer.shared();
    server.execute("CREATE ROLE clerk LOGIN PASSWORD 'secret-of-clerk'");
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.port());
    startsNot(quick().storage(JdbcStore.open(url, "clerk", "wrong")).build());
    startsNot(quick().storage(JdbcStore.open(url, "clerk", "secret-of-clerk")).build());
  }

  @Test
  void sqliteHasAStoreOfItsOwn() {
    failsAsQuoted(() -> JdbcOptions.at("jdbc:sqlite:metrics.db"));
  }
}

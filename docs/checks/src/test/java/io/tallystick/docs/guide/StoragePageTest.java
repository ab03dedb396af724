package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.query.Question;
import io.tallystick.docs.OwnFiles;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.CopyReport;
import io.tallystick.store.jdbc.JdbcOptions;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.StoreCopy;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/** What the page on storage shows. */
class StoragePageTest {
  private static final Logger LOGGER = LoggerFactory.getLogger(StoragePageTest.class);
  private static final Path DATA = Path.of("data");

  private final String url = "jdbc:h2:mem:page;DB_CLOSE_DELAY=-1";
  private final String user = "sa";
  private final String password = "";

  @BeforeEach
  @AfterEach
  void removeTheFile() throws IOException {
    OwnFiles.remove("data");
  }

  private static DataSource h2(String name) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    return source;
  }

  /** Records something in one run, and tells in another what is remembered of it. */
  private static void keepsHistory(StorageBackend first, StorageBackend again) {
    try (MetricsRuntime runtime = runtime(first)) {
      runtime.metrics().count("orders.count", 3);
    }
    try (MetricsRuntime runtime = runtime(again)) {
      assertThat(runtime.reader().aggregate(Question.about("orders.count")).sum()).isEqualTo(3);
    }
  }

  private static MetricsRuntime runtime(StorageBackend store) {
    return MetricsRuntime.builder().installed(false).storage(store).build().start();
  }

  @Test
  void aFileKeepsHistory() {
    StorageBackend store = SqliteStore.open(Path.of("data/metrics.db"));

    keepsHistory(store, SqliteStore.open(Path.of("data/metrics.db")));
    assertThat(DATA.resolve("metrics.db")).isNotEmptyFile();
  }

  @Test
  void openingADatabaseAsksItForNothingYet() {
    StorageBackend store =
        JdbcStore.open(
            "jdbc:postgresql://db.example/metrics?currentSchema=tallystick", user, password);

    store.close();
  }

  @Test
  void aDatabaseKeepsHistoryInAZoneOfItsOwn() {
    StorageBackend store =
        JdbcStore.open(
            JdbcOptions.at(url)
                .withLogin(user, password)
                .withZone(ZoneId.of("Europe/Berlin"))
                .withReaders(4)
                .withAnswerTime(Duration.ofSeconds(20)));

    keepsHistory(store, JdbcStore.open(url, user, password));
    try (StorageBackend again = JdbcStore.open(url, user, password)) {
      again.prepare();
      assertThat(again.buckets().identity().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }
  }

  @Test
  void connectionsOfTheApplicationKeepHistory() {
    DataSource dataSource = h2("lent");
    StorageBackend store = JdbcStore.on(dataSource);

    keepsHistory(store, JdbcStore.on(dataSource));
  }

  @Test
  void severalMayWriteToOneFile() throws IOException {
    Files.createDirectories(DATA);
    SQLiteDataSource dataSource = new SQLiteDataSource();
    dataSource.setUrl("jdbc:sqlite:data/application.db");
    dataSource.setJournalMode("WAL");
    dataSource.setBusyTimeout(5_000);

    keepsHistory(JdbcStore.on(dataSource), JdbcStore.on(dataSource));
  }

  @Test
  void aStoreIsCopiedIntoAnother() {
    DataSource there = h2("there");
    try (MetricsRuntime runtime = runtime(JdbcStore.on(there))) {
      runtime.metrics().count("orders.count", 3);
    }
    DataSource here = h2("here");
    try (JdbcStore source = JdbcStore.on(there);
        JdbcStore target = JdbcStore.on(here)) {
      CopyReport report = StoreCopy.from(source).to(target).run(LOGGER::info);

      assertThat(report.isComplete()).isTrue();
    }
    try (MetricsRuntime runtime = runtime(JdbcStore.on(here))) {
      assertThat(runtime.reader().aggregate(Question.about("orders.count")).sum()).isEqualTo(3);
    }
  }
}

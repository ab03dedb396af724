package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.store.jdbc.Databases.Place;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with where a database is said to be, in one sentence that says what to do. */
class BadAddressTest {
  private static final String SECRET = "hunter2-the-secret";

  @ParameterizedTest
  @CsvSource({
    "jdbc:oracle:thin:@db:1521/x?password=hunter2-the-secret, (there is no driver for oracle): give one that begins",
    "postgresql://db/x?password=hunter2-the-secret, (it is none of JDBC): give one that begins with jdbc:",
    "hunter2-the-secret, (it is none of JDBC): give one that begins with jdbc:"
  })
  void anAddressThatLeadsNowhereIsSaidToBeSo(String url, String said) {
    assertThat(refusal(JdbcOptions.at(url)))
        .startsWith("Could not open the store: the address of the database leads nowhere ")
        .contains(said);
  }

  @ParameterizedTest
  @EnumSource(names = "H2", mode = EnumSource.Mode.EXCLUDE)
  void aServerThatIsNotThereIsSaidToBeAway(Databases kind) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String url = kind.fresh().url().replaceFirst(":\\d+/", ":" + port + "/");

    assertThat(refusal(JdbcOptions.at(url).withLogin("someone", SECRET)))
        .startsWith("Could not open the store: there is no connection that works (")
        .contains("see to it that the database answers");
  }

  @ParameterizedTest
  @EnumSource
  void aWrongPasswordIsSaidToBeWrong(Databases kind) throws SQLException {
    Place place = kind.fresh();
    place.run("CREATE TABLE stays (x INTEGER)");

    assertThat(refusal(place.options().withLogin(place.user(), SECRET)))
        .startsWith("Could not open the store: the database does not let this user in (")
        .endsWith("check the name of the database, the user and the password.");
  }

  @ParameterizedTest
  @EnumSource(names = "H2", mode = EnumSource.Mode.EXCLUDE)
  void aDatabaseThatIsNotThereIsSaidToBeMissing(Databases kind) {
    Place place = kind.fresh();
    String url = place.url().replaceFirst("(:\\d+/)[^?]*", "$1of_nobody");

    assertThat(refusal(JdbcOptions.at(url).withLogin(place.user(), place.password())))
        .contains("the database does not let this user in (")
        .contains("check the name of the database");
  }

  @Test
  void aUserThatMayNotMakeTablesIsSaidToMissTheRight() throws SQLException {
    Place postgres = Databases.POSTGRES.fresh();
    postgres.run("CREATE ROLE guest LOGIN PASSWORD 'welcome'");
    postgres.run("GRANT USAGE ON SCHEMA " + postgres.schema() + " TO guest");
    Place mariaDb = Databases.MARIADB.fresh();
    mariaDb.run("CREATE USER guest IDENTIFIED BY 'welcome'");
    mariaDb.run("GRANT SELECT ON " + mariaDb.schema() + ".* TO guest");

    for (Place place : new Place[] {postgres, mariaDb}) {
      assertThat(refusal(place.options().withLogin("guest", "welcome")))
          .startsWith("Could not open the store: the database does not let this user do what is")
          .endsWith("grant the user all rights on a schema of its own.");
    }
  }

  @Test
  void aUserWhoMayReadButNotWriteIsSaidToMissTheRight() throws SQLException {
    Place place = Databases.POSTGRES.fresh();
    try (StorageBackend store = place.open()) {
      store.prepare();
    }
    place.run("CREATE ROLE reader LOGIN PASSWORD 'welcome'");
    place.run("GRANT USAGE ON SCHEMA " + place.schema() + " TO reader");
    place.run("GRANT SELECT ON ALL TABLES IN SCHEMA " + place.schema() + " TO reader");
    try (StorageBackend store = JdbcStore.open(place.options().withLogin("reader", "welcome"))) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> store.points().createBatch(OddValues.points("x")))
          .withMessageStartingWith(
              "Could not keep points: the database does not let this user do what is needed (")
          .matches(StorageException::canRetry);
    }
  }

  @Test
  void optionsThatCannotWorkAreRefusedWhenTheyAreMade() {
    JdbcOptions options = JdbcOptions.at("jdbc:h2:mem:x").withLogin("sa", SECRET);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdbcOptions.at("jdbc:sqlite:metrics.db"))
        .withMessageContaining("use SqliteStore.open(path)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withReaders(0))
        .withMessage("0 connections are to read: allow 1 to 100.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.withAnswerTime(Duration.ofMillis(999)))
        .withMessage("The database may take PT0.999S to answer: allow PT1S to PT10M.");
    assertThat(options.toString()).doesNotContain(SECRET).doesNotContain("jdbc:");
  }

  /** What is said, once it is sure that nothing of it, its causes and their traces is a secret. */
  private static String refusal(JdbcOptions options) {
    try (StorageBackend store = JdbcStore.open(options)) {
      store.prepare();
    } catch (StorageException e) {
      StringWriter all = new StringWriter();
      e.printStackTrace(new PrintWriter(all));
      assertThat(all.toString()).doesNotContain(SECRET);
      assertThat(e.canRetry()).isTrue();
      assertThat(e.getMessage()).doesNotContain("\n");
      return e.getMessage();
    }
    throw new AssertionError("The store could be opened.");
  }
}

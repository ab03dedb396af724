package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.MariaDbServer;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that copies stores. */
class CopyStoreTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, Object... arguments) {
    out.reset();
    errors.reset();
    CopyStore program = new CopyStore(environment, printed(out), printed(errors));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return program.run(texts);
  }

  private static PrintStream printed(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String refused() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, String> passwordOf(DatabaseServer server) {
    return Map.of(CopyStore.PASSWORD, server.password());
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private Path filled() {
    Path path = file("source.db");
    try (SqliteStore store = SqliteStore.open(SqliteOptions.at(path).withZone(BERLIN))) {
      new Ledger(20).write(store, 0, 30);
      Instant midnight = Instant.parse("2026-02-27T23:00:00Z");
      store
          .buckets()
          .write(
              Batch.of(
                  folded(Granularity.DAY, midnight, "\ud800 \u0000 paid "),
                  folded(Granularity.DAY, midnight, "\ud800 \u0000 paid"),
                  folded(Granularity.HOUR, midnight, "Paid")));
    }
    return path;
  }

  private static OwnedBucket folded(Granularity granularity, Instant start, String value) {
    SeriesKey series =
        SeriesKey.user(
            "user.sent.count", MetricKind.COUNTER, "service:ä", "t", Tags.of("k", value));
    Bucket bucket = new Bucket(start, 7, new CounterState(Long.MAX_VALUE - 1, 0.1));
    return new OwnedBucket(series, granularity, WriterId.FOLDED, bucket);
  }

  private static Set<OwnedBucket> buckets(StorageBackend opened) {
    Set<OwnedBucket> buckets = new HashSet<>();
    TimeRange ever =
        new TimeRange(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));
    try (StorageBackend store = opened) {
      assertThat(store.buckets().identity().zone()).isEqualTo(BERLIN);
      for (Granularity granularity : Granularity.values()) {
        try (BucketCursor found = store.buckets().readAll(granularity, ever)) {
          found.forEachRemaining(buckets::add);
        }
      }
    }
    return buckets;
  }

  private static StorageBackend opened(DatabaseServer server, String url) {
    return JdbcStore.open(url, server.user(), server.password());
  }

  @Test
  void aFileMovesToPostgresAndBack() {
    Path source = filled();
    PostgresServer server = PostgresServer.shared();
    String url = server.freshSchema();

    assertThat(run(passwordOf(server), source, url, server.user())).as(refused()).isZero();
    assertThat(said())
        .startsWith("The target has no history of others, and becomes what the source is.")
        .contains("1m: 600 buckets, counts of ", "raw points: 0 written")
        .endsWith(
            "The target has all that the source has: 603 buckets, of which 603 are new there, and 0 new raw points."
                + System.lineSeparator());
    assertThat(run(passwordOf(server), url, server.user(), file("back.db"))).isZero();

    Set<OwnedBucket> wanted = buckets(SqliteStore.open(source));
    assertThat(wanted).hasSize(603);
    assertThat(buckets(opened(server, url))).isEqualTo(wanted);
    assertThat(buckets(SqliteStore.open(file("back.db")))).isEqualTo(wanted);
    assertThat(refused()).isEmpty();
  }

  @Test
  void aFileMovesToMariaDb() {
    Path source = filled();
    MariaDbServer server = MariaDbServer.shared();
    String url = server.freshSchema();

    assertThat(run(passwordOf(server), source, url, server.user())).as(refused()).isZero();

    assertThat(buckets(opened(server, url))).isEqualTo(buckets(SqliteStore.open(source)));
  }

  @Test
  void eachOfTwoDatabasesHasItsUserAndItsPassword() {
    Path source = filled();
    PostgresServer first = PostgresServer.shared();
    String from = first.freshSchema();
    assertThat(run(passwordOf(first), source, from, first.user())).isZero();
    String h2 = "jdbc:h2:mem:copied;DB_CLOSE_DELAY=-1";
    Map<String, String> passwords =
        Map.of(CopyStore.SOURCE_PASSWORD, first.password(), CopyStore.PASSWORD, "other");

    assertThat(run(passwords, from, first.user(), h2, "sa")).as(refused()).isZero();

    assertThat(buckets(JdbcStore.open(h2, "sa", "other")))
        .isEqualTo(buckets(SqliteStore.open(source)));
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() {
    PostgresServer server = PostgresServer.shared();
    Map<String, String> wrong = Map.of(CopyStore.PASSWORD, "hunter2");

    assertThat(run(wrong, filled(), server.freshSchema(), server.user())).isOne();

    assertThat(refused())
        .startsWith("Target: Could not open the store: the database does not let this user in (")
        .contains("check the name of the database, the user and the password.")
        .endsWith(
            "When that is mended, run the same command again: it goes on from there."
                + System.lineSeparator())
        .doesNotContain("hunter2");
  }

  @Test
  void aDatabaseWithoutAStoreIsNoSourceAndStaysWithoutOne() throws SQLException {
    PostgresServer server = PostgresServer.shared();
    String url = server.freshSchema();

    assertThat(run(passwordOf(server), url, server.user(), file("target.db"))).isOne();

    assertThat(refused())
        .startsWith("Source: There is no store in the database: check its address");
    assertThat(file("target.db")).doesNotExist();
    assertThat(
            numberIn(
                server, url, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema()"))
        .isZero();
  }

  private static long numberIn(DatabaseServer server, String url, String sql) throws SQLException {
    try (Connection connection = server.connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aFileThatIsNotThereIsNoSourceAndIsNotMade() {
    assertThat(run(Map.of(), file("missing.db"), file("target.db"))).isOne();

    assertThat(refused()).startsWith("Source: There is no file " + file("missing.db") + ": check");
    assertThat(file("missing.db")).doesNotExist();
    assertThat(file("target.db")).doesNotExist();
  }

  @Test
  void aDamagedSourceIsToldAndLiesAside() throws IOException {
    Path source = file("source.db");
    Files.writeString(source, "no database ".repeat(1_000));

    assertThat(run(Map.of(), source, file("target.db"))).isOne();

    assertThat(refused()).startsWith("Source: The source is damaged, and was moved aside");
    assertThat(file("target.db")).doesNotExist();
  }

  @Test
  void aTargetWithOtherDaysIsRefused() {
    PostgresServer server = PostgresServer.shared();
    String url = server.freshSchema();
    try (StorageBackend inUtc = opened(server, url)) {
      inUtc.prepare();
    }

    assertThat(run(passwordOf(server), filled(), url, server.user())).isOne();

    assertThat(refused())
        .startsWith("The days of the source begin in Europe/Berlin and those of the target in Z, ");
  }

  @Test
  void aDifferenceIsTold() {
    Path source = filled();
    PostgresServer server = PostgresServer.shared();
    String url = server.freshSchema();
    run(passwordOf(server), source, url, server.user());
    server.execute(
        "UPDATE " + url.replaceAll(".*=", "") + ".metric_bucket_1d SET count = 5 WHERE count > 5");

    assertThat(run(passwordOf(server), source, url, server.user())).isOne();

    assertThat(refused())
        .startsWith("1d: the source has 2 buckets, counts of 18446744073709551612, sums of ")
        .contains("and the target 2 buckets, counts of 10, sums of ")
        .endsWith("The target does not have all that the source has." + System.lineSeparator());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.db",
        "a.db b.db c",
        "a.db user b.db",
        "jdbc:x:y",
        "jdbc:x:y u a.db u",
        "a.db jdbc:x:y u more",
        "jdbc:x:y u jdbc:x:y u more",
        "--help"
      })
  void whoeverAsksForSomethingElseIsToldHow(String arguments) {
    Object[] given = arguments.isEmpty() ? new Object[0] : arguments.split(" ");

    assertThat(run(Map.of(CopyStore.PASSWORD, "x"), given)).isEqualTo(2);

    assertThat(refused()).isEqualTo(CopyStore.USAGE + System.lineSeparator());
    assertThat(refused())
        .contains("io.tallystick.store.sqlite.CopyStore SOURCE [USER] TARGET [USER]")
        .contains("TALLYSTICK_COPY_PASSWORD");
  }

  @Test
  void secretsDoNotStandOnTheCommandLine() {
    for (String secret : List.of("?user=u&password=hunter2", ";PASSWORD=hunter2", "?pwd=hunter2")) {
      assertThat(run(Map.of(), "a.db", "jdbc:x:y" + secret)).isEqualTo(2);

      assertThat(refused())
          .startsWith("An address holds a password, which others on this machine can read: ")
          .contains("set TALLYSTICK_COPY_PASSWORD.")
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aUserHasAPassword() {
    assertThat(run(Map.of(), "a.db", "jdbc:x:y", "keeper")).isEqualTo(2);

    assertThat(refused())
        .startsWith(
            "The user keeper is named and no password is given: set TALLYSTICK_COPY_PASSWORD, to nothing if there is none.");
  }

  @Test
  void aFileIsGivenAsAPath() {
    assertThat(run(Map.of(), "jdbc:sqlite:a.db", "b.db")).isEqualTo(2);

    assertThat(refused()).contains("give the path of the file alone, such as data/metrics.db.");
  }

  @Test
  void whatIsShownOfAnAddressHoldsNoSecret() {
    assertThat(new CopyAddress("jdbc:x:y;token=hunter2", "u", "hunter3"))
        .hasToString("CopyAddress[user=u]");
  }

  @Test
  void theCommandOfTheDocumentIsUnderstood() throws IOException {
    String document = Files.readString(Path.of("../docs/storage.md"));
    Matcher command =
        Pattern.compile(CopyStore.class.getName() + " \\\\\\s+(\\S.*)").matcher(document);
    assertThat(command.find()).isTrue();

    assertThat(CopyArguments.parse(command.group(1).split(" "), Map.of(CopyStore.PASSWORD, "x")))
        .contains(
            new CopyArguments(
                new CopyAddress("data/metrics.db", null, "x"),
                new CopyAddress("jdbc:postgresql://db.example/metrics", "tallystick", "x")));
    assertThat(document).contains(CopyStore.PASSWORD + "=", CopyStore.SOURCE_PASSWORD);
  }
}

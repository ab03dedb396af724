package io.tallystick.store.jdbc.servers;

import static io.tallystick.store.jdbc.servers.Frame.Sender.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CuttingProxyTest {
  enum Kind {
    POSTGRES(PostgresServer::shared, "Execute"),
    MARIADB(MariaDbServer::shared, "Query");

    final Supplier<DatabaseServer> shared;
    final String run;

    Kind(Supplier<DatabaseServer> shared, String run) {
      this.shared = shared;
      this.run = run;
    }
  }

  private static final String INSERT = "INSERT INTO t (n) VALUES (?)";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private DatabaseServer server;
  private CuttingProxy proxy;
  private String direct;
  private String schema;
  private String named;
  private Connection connection;

  private void open(Kind kind) throws SQLException {
    server = kind.shared.get();
    proxy = CuttingProxy.before(server);
    opened.add(proxy);
    direct = server.freshSchema();
    schema = direct.substring(direct.lastIndexOf("fresh_"));
    named = kind == Kind.POSTGRES ? "&ApplicationName=" + schema : "";
    connection = connect();
    run("CREATE TABLE t (n INT)");
  }

  private Connection connect() throws SQLException {
    Connection made = server.connect(proxy.through(direct) + named);
    opened.add(made);
    return made;
  }

  @AfterEach
  void close() throws Exception {
    Collections.reverse(opened);
    for (AutoCloseable each : opened) {
      try {
        each.close();
      } catch (SQLException cutBefore) {
        continue;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void framesTellWhatRunsPreparedOrNot(Kind kind) throws SQLException {
    open(kind);
    List<String> seen = new CopyOnWriteArrayList<>();
    proxy.rule(
        frame -> {
          if (frame.isRequest(kind.run)) {
            seen.add(frame.text());
          }
          return Cut.PASS;
        });
    for (int round = 0; round < 7; round++) {
      transaction(round);
    }

    assertThat(seen.stream().filter("COMMIT"::equals)).hasSize(7);
    assertThat(seen.stream().filter(text -> text.startsWith("INSERT INTO t"))).hasSize(7);
    assertThat(proxy.cuts()).isZero();
    assertThat(rows()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  void aServerPreparedStatementIsKnownByItsNumber(Kind kind) throws SQLException {
    open(kind);
    String url =
        proxy.through(direct)
            + (kind == Kind.POSTGRES ? "&prepareThreshold=1" : "?useServerPrepStmts=true");
    List<Frame> seen = new CopyOnWriteArrayList<>();
    proxy.rule(
        frame -> {
          seen.add(frame);
          return Cut.PASS;
        });
    try (Connection preparing = server.connect(url);
        PreparedStatement insert = preparing.prepareStatement(INSERT)) {
      for (int round = 0; round < 3; round++) {
        insert.setInt(1, round);
        insert.executeUpdate();
      }
    }

    assertThat(
            seen.stream()
                .filter(frame -> frame.isRequest("Execute") && frame.says("insert into t")))
        .hasSize(3);
    assertThat(
            seen.stream()
                .filter(
                    frame ->
                        (frame.isRequest("Prepare") || frame.isRequest("Parse"))
                            && frame.says("insert")))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "POSTGRES, BEFORE, RESET, 0", "POSTGRES, INSIDE, RESET, 0", "POSTGRES, AFTER, RESET, 1",
    "POSTGRES, BEFORE, CLOSE, 0", "POSTGRES, INSIDE, CLOSE, 0", "POSTGRES, AFTER, CLOSE, 1",
    "MARIADB, BEFORE, RESET, 0", "MARIADB, INSIDE, RESET, 0", "MARIADB, AFTER, RESET, 1",
    "MARIADB, BEFORE, CLOSE, 0", "MARIADB, INSIDE, CLOSE, 0", "MARIADB, AFTER, CLOSE, 1",
  })
  void aCutAtACommitLosesItOrItsAnswer(Kind kind, Cut.Moment moment, Cut.Ending ending, int kept)
      throws SQLException {
    open(kind);
    proxy.rule(CutRule.nth(2, commit(kind), new Cut(moment, ending)));
    transaction(1);
    assertThatThrownBy(() -> transaction(2)).isInstanceOf(SQLException.class);

    assertThat(proxy.cuts()).isEqualTo(1);
    assertThat(proxy.open()).isZero();
    awaitEndOfOthers(kind);
    assertThat(rows()).isEqualTo(1 + kept);
    connection = connect();
    transaction(3);
    assertThat(proxy.connections()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void aCutBeforeTheAnswerComesWhenTheCommitIsDone(Kind kind) throws SQLException {
    open(kind);
    proxy.rule(
        CutRule.once(
            frame -> frame.sender() == SERVER && frame.text().equals("COMMIT"),
            Cut.before(Cut.Ending.RESET)));

    assertThatThrownBy(() -> transaction(1)).isInstanceOf(SQLException.class);
    assertThat(rows()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void anOrphanKeepsItsTransactionOpen(Kind kind) throws SQLException {
    open(kind);
    proxy.rule(CutRule.once(commit(kind), Cut.before(Cut.Ending.ORPHAN)));

    assertThatThrownBy(() -> transaction(1)).isInstanceOf(SQLException.class);
    assertThat(proxy.open()).isZero();
    assertThat(others(kind)).isEqualTo(1);
    proxy.close();
    awaitEndOfOthers(kind);
    assertThat(rows()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aHeldCommitIsSilentAndGoesOnWhenAllPasses(Kind kind) throws Exception {
    open(kind);
    proxy.rule(CutRule.once(commit(kind), Cut.inside(Cut.Ending.HOLD)));
    CompletableFuture<Void> committed = CompletableFuture.runAsync(() -> unchecked(1));
    assertSilent(committed);
    assertThat(rows()).isZero();
    assertThat(proxy.cuts()).isEqualTo(1);

    proxy.pass();
    committed.get(60, TimeUnit.SECONDS);
    assertThat(rows()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aBlackHoleIsSilentAndGoesOnWhenAllPasses(Kind kind) throws Exception {
    open(kind);
    proxy.hold();
    CompletableFuture<Void> committed = CompletableFuture.runAsync(() -> unchecked(1));
    assertSilent(committed);

    proxy.pass();
    committed.get(60, TimeUnit.SECONDS);
    assertThat(rows()).isEqualTo(1);
    assertThat(proxy.cuts()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRefusingProxyKeepsWhatIsOpen(Kind kind) throws SQLException {
    open(kind);
    proxy.refuse();

    assertThatThrownBy(this::connect).isInstanceOf(SQLException.class);
    transaction(1);
    proxy.pass();
    connection = connect();
    transaction(2);
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void whoComesAfterARefusalIsRefusedEachTime() {
    proxy = CuttingProxy.before(PostgresServer.shared());
    opened.add(proxy);
    for (int round = 0; round < 50; round++) {
      proxy.refuse();
      assertThatThrownBy(() -> new Socket("127.0.0.1", proxy.port()).close())
          .as("round %d", round)
          .isInstanceOf(ConnectException.class);
      proxy.pass();
    }
    assertThat(proxy.connections()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void everyConnectionIsCutAtOnce(Kind kind) throws SQLException {
    open(kind);
    connect();
    assertThat(proxy.open()).isEqualTo(2);
    proxy.cut(Cut.Ending.RESET);

    assertThatThrownBy(() -> transaction(1)).isInstanceOf(SQLException.class);
    assertThat(proxy.cuts()).isEqualTo(2);
    assertThat(proxy.open()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aSlowLinkTakesItsTime(Kind kind) throws SQLException {
    open(kind);
    proxy.slow(100_000, Duration.ofMillis(20));
    long begin = System.nanoTime();
    run("SELECT '" + "x".repeat(20_000) + "'");

    // There and back: twice 20,000 bytes, and twice the latency.
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(400));
  }

  @ParameterizedTest
  @EnumSource
  void whatWaitsForASlowLinkGoesOnWhenAllPasses(Kind kind) throws Exception {
    open(kind);
    proxy.slow(Long.MAX_VALUE, Duration.ofDays(1));
    CompletableFuture<Void> committed = CompletableFuture.runAsync(() -> unchecked(1));
    assertSilent(committed);

    proxy.pass();
    committed.get(60, TimeUnit.SECONDS);
    assertThat(rows()).isEqualTo(1);
  }

  private static Predicate<Frame> commit(Kind kind) {
    return frame -> frame.isRequest(kind.run) && frame.says("commit");
  }

  private void transaction(int value) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setInt(1, value);
      insert.executeUpdate();
      connection.commit();
    }
  }

  private void unchecked(int value) {
    try {
      transaction(value);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void assertSilent(CompletableFuture<?> future) {
    assertThatThrownBy(() -> future.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long rows() throws SQLException {
    return count("SELECT COUNT(*) FROM t");
  }

  /** How many connections through the proxy the server still has. */
  private long others(Kind kind) throws SQLException {
    String sql =
        kind == Kind.POSTGRES
            ? "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = '%s'"
            : "SELECT COUNT(*) - 1 FROM information_schema.processlist WHERE db = '%s'";
    return count(sql.formatted(schema));
  }

  private void awaitEndOfOthers(Kind kind) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (others(kind) > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection asking = server.connect(direct);
        Statement statement = asking.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}

package io.tallystick.instrument.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Calls an application might make, sensible or not, drawn by a seed. */
final class RandomCalls {
  private static final String[] TEXTS = {
    "INSERT INTO r (name) VALUES ('a')",
    "INSERT INTO r (id, name) VALUES (1, 'b')",
    "UPDATE r SET name = 'c' WHERE id < 5",
    "DELETE FROM r WHERE id > 20",
    "SELECT id, name FROM r ORDER BY id",
    "WITH q AS (SELECT id FROM r) SELECT count(*) FROM q",
    "SELECT name FROM r WHERE id = 1",
    "nonsense",
    "SELECT nothing FROM nowhere",
    "",
  };

  private final Random random;
  private final List<String> seen = new ArrayList<>();
  private Connection connection;
  private Statement statement;
  private PreparedStatement prepared;
  private ResultSet rows;
  private int executions;

  RandomCalls(long seed) {
    this.random = new Random(seed);
  }

  /** How many calls executed something, or tried to. */
  int executions() {
    return executions;
  }

  /** What was seen of each call. */
  List<String> run(DataSource dataSource, int steps) throws SQLException {
    connection = dataSource.getConnection();
    statement = connection.createStatement();
    statement.execute(
        "CREATE TABLE r (id INTEGER PRIMARY KEY " + keyOf(connection) + ", name TEXT)");
    prepared = connection.prepareStatement("INSERT INTO r (id, name) VALUES (?, ?)");
    rows = statement.executeQuery("SELECT id, name FROM r");
    executions = 2;
    for (int step = 0; step < steps; step++) {
      int kind = random.nextInt(60);
      seen.add(step + " " + kind + " " + Outcome.of(call(kind)));
    }
    for (AutoCloseable open : new AutoCloseable[] {rows, prepared, statement, connection}) {
      seen.add("close " + Outcome.of(done(open::close)));
    }
    return seen;
  }

  private Callable<?> call(int kind) {
    if (kind < 16) {
      return statementCall(kind);
    }
    if (kind < 32) {
      return preparedCall(kind);
    }
    return kind < 46 ? other(kind) : rarer(kind);
  }

  private Callable<?> executed(Callable<?> call) {
    return () -> {
      executions++;
      return call.call();
    };
  }

  private static String keyOf(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2") ? "AUTO_INCREMENT" : "";
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }

  private ResultSet opened(ResultSet answer) {
    if (answer != null) {
      rows = answer;
    }
    return answer;
  }

  private Callable<?> statementCall(int kind) {
    String text = text();
    int number = random.nextInt(4) - 1;
    return switch (kind) {
      case 0, 1 -> executed(() -> opened(statement.executeQuery(text)));
      case 2 -> executed(() -> statement.executeUpdate(text));
      case 3 -> executed(() -> statement.execute(text));
      case 4 -> executed(() -> statement.executeLargeUpdate(text));
      case 5 -> executed(() -> statement.executeUpdate(text, Statement.RETURN_GENERATED_KEYS));
      case 6, 7 -> done(() -> statement.addBatch(text));
      case 8 -> executed(() -> statement.executeBatch());
      case 9 -> done(() -> statement.clearBatch());
      case 10 -> () -> opened(statement.getResultSet());
      case 11 -> () -> statement.getMoreResults();
      case 12 -> () -> statement.getUpdateCount();
      case 13 -> () -> opened(statement.getGeneratedKeys());
      case 14 -> done(() -> statement.setMaxRows(number));
      default -> done(() -> statement.setFetchSize(number));
    };
  }

  private Callable<?> preparedCall(int kind) {
    String text = text();
    int number = random.nextInt(30);
    return switch (kind) {
      case 16, 17, 18 -> done(() -> prepared.setInt(1, number));
      case 19, 20, 21 -> done(() -> prepared.setString(2, "n" + number));
      case 22 -> done(() -> prepared.setObject(number % 4, number));
      case 23, 24 -> executed(() -> prepared.executeUpdate());
      case 25 -> executed(() -> prepared.execute());
      case 26 -> executed(() -> opened(prepared.executeQuery()));
      case 27, 28 -> done(() -> prepared.addBatch());
      case 29 -> executed(() -> prepared.executeBatch());
      case 30 -> done(() -> prepared.clearParameters());
      default -> executed(() -> prepared.executeQuery(text));
    };
  }

  private Callable<?> other(int kind) {
    String text = text();
    int number = random.nextInt(4);
    return switch (kind) {
      case 32, 33, 34 -> () -> rows.next();
      case 35 -> () -> rows.getObject(number);
      case 36 -> () -> rows.getString("name");
      case 37 -> done(() -> rows.close());
      case 38 -> () -> rows.getStatement();
      case 39 -> () -> statement.getWarnings();
      case 40 -> () -> prepared = replaced(text);
      case 41 -> () -> statement = again();
      case 42 -> done(() -> connection.setAutoCommit(number > 1));
      case 43 -> done(() -> connection.commit());
      case 44 -> done(() -> connection.rollback());
      default -> () -> connection.getMetaData().getConnection().isClosed();
    };
  }

  private Callable<?> rarer(int kind) {
    String text = text();
    int number = random.nextInt(5) - 1;
    return switch (kind) {
      case 46 -> () -> statement = scrollable();
      case 47 -> () -> rows.absolute(number);
      case 48 -> () -> rows.previous();
      case 49 -> () -> rows.last();
      case 50 -> done(() -> rows.beforeFirst());
      case 51 -> done(() -> statement.closeOnCompletion());
      case 52 -> () -> statement.getMoreResults(number);
      case 53 -> executed(() -> statement.executeUpdate(text, new String[] {"id"}));
      case 54 -> executed(() -> statement.execute(text, new int[] {1}));
      case 55 -> () -> prepared = byColumn(text);
      case 56 -> () -> opened(prepared.getGeneratedKeys());
      case 57 -> () -> statement.unwrap(oneOf(Statement.class, PreparedStatement.class, number));
      case 58 -> () -> rows.unwrap(oneOf(ResultSet.class, Statement.class, number));
      default -> () -> connection.isWrapperFor(oneOf(Connection.class, Statement.class, number));
    };
  }

  private static Class<?> oneOf(Class<?> one, Class<?> other, int number) {
    return number > 1 ? one : other;
  }

  private Statement scrollable() throws SQLException {
    Statement made =
        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
    statement.close();
    return made;
  }

  private PreparedStatement byColumn(String text) throws SQLException {
    PreparedStatement made = connection.prepareStatement(text, new String[] {"id"});
    prepared.close();
    return made;
  }

  private PreparedStatement replaced(String text) throws SQLException {
    PreparedStatement made = connection.prepareStatement(text);
    prepared.close();
    return made;
  }

  private Statement again() throws SQLException {
    statement.close();
    return connection.createStatement();
  }

  private static Callable<?> done(Call call) {
    return () -> {
      call.run();
      return "done";
    };
  }

  private interface Call {
    void run() throws Exception;
  }
}

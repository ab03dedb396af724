package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.SeriesKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a new store, and a session that writes into them. */
abstract class OpenedTables {
  static final JdbcSettings SETTINGS =
      new JdbcSettings(ZoneOffset.UTC, Clock.systemUTC(), "opened-tables");

  @TempDir Path directory;
  DataSource source;
  Engine engine;
  Session session;

  @BeforeEach
  void open() throws SQLException {
    source = WalSource.at(directory.resolve("metrics.db"));
    engine = new ServerEngine(new LentConnections(source));
    session = another();
    session.begin();
    new Schema(SETTINGS).ensure(session);
    session.keepSoFar();
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  /** A session on the same file, without a transaction. */
  Session another() throws SQLException {
    return Session.on(engine, engine.connect(true));
  }

  /** Works in a transaction that begins and ends here, so that others have their turn. */
  static <T> T transact(Session session, Work<T> work) throws SQLException {
    session.begin();
    T result = work.on(session);
    session.keep();
    return result;
  }

  long number(String sql) throws SQLException {
    return numbers(sql).get(0);
  }

  List<Long> numbers(String sql) throws SQLException {
    List<Long> found = new ArrayList<>();
    session.query(row -> found.add(row.getLong(1)), sql);
    return found;
  }

  List<String> texts(String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    session.query(row -> found.add(row.getString(1)), sql);
    return found;
  }

  static SeriesKey series(String name, String value) {
    return SeriesKey.system(name, MetricKind.COUNTER, "service:api", Tags.of("k", value));
  }
}

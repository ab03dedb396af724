package io.tallystick.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Connections of our own; none is open until someone does, and none for long after. */
final class ReadPool implements Readers {
  private static final Duration MOST_WAITING = Duration.ofSeconds(5);
  private static final Duration MOST_IDLE = Duration.ofMinutes(1);

  private final Engine engine;
  private final PreparedAgain prepared = new PreparedAgain();

  /** Makes its threads when the first connection is asked for. */
  private final HikariDataSource pool = new HikariDataSource();

  ReadPool(Engine engine, String name, int mostConnections) {
    this.engine = engine;
    pool.setPoolName(name + "-readers");
    pool.setDataSource(new EngineSource(engine));
    pool.setMaximumPoolSize(mostConnections);
    pool.setMinimumIdle(0);
    pool.setConnectionTimeout(MOST_WAITING.toMillis());
    pool.setIdleTimeout(MOST_IDLE.toMillis());
    pool.setInitializationFailTimeout(-1);
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    if (engine.dialect().isRemote()) {
      try (Session session = Session.on(engine, pool.getConnection())) {
        return work.on(session);
      }
    }
    try (Connection lent = pool.getConnection()) {
      return readAgain(lent, work);
    }
  }

  /** The pool does not see what statements say that are kept: after a failure all go. */
  private <T> T readAgain(Connection lent, Work<T> work) throws SQLException {
    Prepared there = prepared.of(lent);
    try (Session session = Session.again(engine, lent, there)) {
      return work.on(session);
    } catch (SQLException e) {
      prepared.forget(there);
      pool.evictConnection(lent);
      throw e;
    }
  }

  @Override
  public void renew() {
    HikariPoolMXBean open = pool.getHikariPoolMXBean();
    if (open != null) {
      open.softEvictConnections();
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /** The engine's connections in the form that a pool asks for. */
  private record EngineSource(Engine engine) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return engine.connect(false);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException("The engine knows how to log in.");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      throw new SQLFeatureNotSupportedException("Nothing is logged here.");
    }

    @Override
    public void setLogWriter(PrintWriter out) {
      // a pool hands its own on; nothing is logged here
    }

    @Override
    public void setLoginTimeout(int seconds) {
      // the engine has a time limit of its own
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException("Nothing is logged here.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLFeatureNotSupportedException("There is nothing inside.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}

package io.tallystick.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through a whole database for damage, on a connection of its own and, where nobody waits for
 * it, on a thread of its own. {@link #close} ends it in the middle.
 *
 * <p>A disk that fails to give a page out looks like damage, for SQLite says the same of both. What
 * is damaged is so each time, on each connection: it is believed when several looks in a row found
 * something, so that a disk that fails now and then costs no file.
 */
final class DamageCheck implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DamageCheck.class);
  private static final String SOUND = "ok";
  private static final int LOOKS = 3;
  private static final long MOST_MILLIS_TO_CLOSE = 1_000;

  private @Nullable Thread thread;
  private final List<Statement> running = new ArrayList<>();
  private boolean isClosed;

  /** Begins to look behind the caller's back, unless someone already does. */
  synchronized void start(Source source, Consumer<String> onDamage) {
    if (isClosed || (thread != null && thread.isAlive())) {
      return;
    }
    thread = new Thread(() -> look(source, onDamage), "tallystick-sqlite-check");
    thread.setDaemon(true);
    thread.start();
  }

  private void look(Source source, Consumer<String> onDamage) {
    find(source).ifPresent(onDamage);
  }

  /** What is wrong with a database; empty when nothing is, or nothing can be said. */
  Optional<String> find(Source source) {
    Optional<String> found = findOnce(source);
    for (int look = 1; look < LOOKS && found.isPresent(); look++) {
      found = findOnce(source);
    }
    return found;
  }

  private Optional<String> findOnce(Source source) {
    try (Connection connection = source.open();
        Statement statement = connection.createStatement()) {
      return begin(statement)
          ? Optional.of(SqliteConnections.answer(statement, "PRAGMA quick_check(1)"))
              .filter(found -> !found.equals(SOUND))
          : Optional.empty();
    } catch (SQLException e) {
      if (SqliteFailures.isDamage(e)) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      LOGGER.debug("The database could not be checked", e);
    } catch (RuntimeException e) {
      LOGGER.debug("The database could not be checked", e);
    }
    return Optional.empty();
  }

  private synchronized boolean begin(Statement statement) {
    running.removeIf(DamageCheck::isOver);
    running.add(statement);
    return !isClosed;
  }

  private static boolean isOver(Statement statement) {
    try {
      return statement.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  /** Waits until no look is going on. */
  void await() throws InterruptedException {
    Thread there;
    synchronized (this) {
      there = thread;
    }
    if (there != null) {
      there.join();
    }
  }

  @Override
  public void close() {
    Thread there;
    synchronized (this) {
      isClosed = true;
      there = thread;
      cancel();
    }
    if (there != null) {
      join(there);
    }
  }

  private void cancel() {
    for (Statement statement : running) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        LOGGER.debug("A check of the database was over", e);
      }
    }
  }

  private static void join(Thread there) {
    try {
      there.join(MOST_MILLIS_TO_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Opens the database to look through. */
  interface Source {
    Connection open() throws SQLException;
  }
}

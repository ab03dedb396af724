package io.tallystick.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through a whole database for damage, on a thread and a connection of its own, one look at a
 * time. {@link #close} ends it in the middle.
 */
final class DamageCheck implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(DamageCheck.class);
  private static final String SOUND = "ok";
  private static final long MOST_MILLIS_TO_CLOSE = 1_000;

  private @Nullable Thread thread;
  private @Nullable Statement running;
  private boolean isClosed;

  /** Begins to look, unless it already does. */
  synchronized void start(Source source, Consumer<String> onDamage) {
    if (isClosed || (thread != null && thread.isAlive())) {
      return;
    }
    thread = new Thread(() -> look(source, onDamage), "tallystick-sqlite-check");
    thread.setDaemon(true);
    thread.start();
  }

  private void look(Source source, Consumer<String> onDamage) {
    try (Connection connection = source.open();
        Statement statement = connection.createStatement()) {
      if (begin(statement)) {
        String found = SqliteConnections.answer(statement, "PRAGMA quick_check(1)");
        if (!found.equals(SOUND)) {
          onDamage.accept(found);
        }
      }
    } catch (SQLException e) {
      if (SqliteFailures.isDamage(e)) {
        onDamage.accept(String.valueOf(e.getMessage()));
      } else {
        LOGGER.debug("The database could not be checked", e);
      }
    } catch (RuntimeException e) {
      LOGGER.debug("The database could not be checked", e);
    } finally {
      end();
    }
  }

  private synchronized boolean begin(Statement statement) {
    running = statement;
    return !isClosed;
  }

  private synchronized void end() {
    running = null;
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
    try {
      if (running != null) {
        running.cancel();
      }
    } catch (SQLException e) {
      LOGGER.debug("The check of the database could not be ended", e);
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

package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What is special about one kind of database; all else is common SQL.
 *
 * <p>Calls come from one thread at a time, but {@link #connect} for reading, {@link #hasMoved},
 * {@link #sizeBytes} and {@link #failure}, which come from any.
 *
 * <pre>{@code
 * StorageBackend backend = JdbcBackend.of(engine, settings);
 * }</pre>
 */
public interface Engine extends AutoCloseable {
  /** How the database is spoken to. Asked only after a connection was opened. */
  Dialect dialect();

  /**
   * Opens a connection. It is put into auto-commit mode, and closed in the mode in which it came.
   *
   * @param isForWriting whether it is the one that writes, or one of those that only read
   * @throws StorageException when the database cannot work as it is; says what to do
   */
  Connection connect(boolean isForWriting) throws SQLException;

  /**
   * Begins a transaction on a connection in auto-commit mode. Who reads in it and then writes finds
   * nothing changed in between. When this fails, no transaction goes on.
   */
  default void begin(Connection writing) throws SQLException {
    Transactions.begin(writing);
  }

  /** Keeps what the transaction did, and ends it. */
  default void keep(Connection writing) throws SQLException {
    Transactions.keep(writing);
  }

  /** Undoes what the transaction did, and ends it. */
  default void undo(Connection writing) throws SQLException {
    Transactions.undo(writing);
  }

  /**
   * Whether a transaction failed because another one was at the same rows, so that it is right to
   * do the same once more at once.
   */
  default boolean isCollision(SQLException failure) {
    return false;
  }

  /** Whether tables are gone that were there; then they are made anew. */
  default boolean isLostTable(SQLException failure) {
    return false;
  }

  /**
   * How long a piece of work may take in all. A time limit on answers does not see a database that
   * takes nothing more in.
   */
  default Duration mostWork() {
    return Duration.ofDays(1);
  }

  /**
   * Whether a new connection would lead to another database than those that are open do, as when a
   * file was replaced. Then a new connection is opened before the old ones are closed. Asked before
   * each call; cheap.
   */
  boolean hasMoved();

  /** Puts a failure into words: what was being done, what happened, what to do. */
  StorageException failure(String doing, SQLException failure);

  /**
   * Whether a failure speaks of a database that is damaged beyond use.
   *
   * @see #setAside
   */
  boolean isDamage(SQLException failure);

  /**
   * Makes sure that the database is damaged, and moves it out of the way, so that the next
   * connection finds none and begins anew. The connections to it are closed behind that, so that it
   * is moved as it is.
   *
   * @return whether that was done
   */
  boolean setAside(SQLException damage);

  /** Gives room back after a purge, in little time; called outside of transactions. */
  void tidy(Connection writing) throws SQLException;

  /** How many bytes the database takes; empty where that cannot be known. */
  OptionalLong sizeBytes(Connection reading) throws SQLException;

  /** Ends what goes on beside connections; all of them are closed before, or given up. */
  @Override
  void close();
}

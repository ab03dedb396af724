package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Transactions as JDBC has them: auto-commit is off while one goes on, and on between two. */
final class Transactions {
  private Transactions() {}

  /** When this fails, no transaction goes on. */
  static void begin(Connection writing) throws SQLException {
    try {
      writing.setAutoCommit(false);
    } catch (SQLException e) {
      endWhatDidNotBegin(writing, e);
      throw e;
    }
  }

  /** A driver may think that a transaction goes on, although the database had no lock to give. */
  private static void endWhatDidNotBegin(Connection writing, SQLException failure) {
    try {
      writing.setAutoCommit(true);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  static void keep(Connection writing) throws SQLException {
    writing.setAutoCommit(true);
  }

  static void undo(Connection writing) throws SQLException {
    writing.rollback();
    writing.setAutoCommit(true);
  }
}

package io.tallystick.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;

/** How one kind of database is spoken to when its connections are the application's. */
interface Dialect {
  /** What the placeholders of the schema stand for. */
  Map<String, String> words();

  /** Begins a transaction that may write; when this fails, none goes on. */
  void begin(Connection writing) throws SQLException;

  /** Keeps the transaction. */
  void keep(Connection writing) throws SQLException;

  /** Undoes the transaction. */
  void undo(Connection writing) throws SQLException;

  /** How many bytes of the database are in use. */
  OptionalLong sizeBytes(Connection reading) throws SQLException;

  /** What a failure is about; the causes of the failure are asked one by one. */
  Trouble trouble(SQLException failure);
}

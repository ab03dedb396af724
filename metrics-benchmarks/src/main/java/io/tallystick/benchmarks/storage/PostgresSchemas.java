package io.tallystick.benchmarks.storage;

import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.JdbcStore;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Schemas of a PostgreSQL server on this machine, which waits for its disk as one does. */
final class PostgresSchemas implements Database {
  private static final Goals GOALS =
      new Goals(1.3, 80_000, 60_000, Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE);

  private final PostgresServer server =
      PostgresServer.start(
          Map.of(
              "fsync", "on",
              "synchronous_commit", "on",
              "full_page_writes", "on",
              "shared_buffers", "512MB",
              "max_wal_size", "4GB"));

  private final Map<String, String> urls = new HashMap<>();

  String url(String name) {
    return urls.computeIfAbsent(name, absent -> server.freshSchema());
  }

  PostgresServer server() {
    return server;
  }

  @Override
  public StorageBackend openStore(String name) {
    return JdbcStore.open(url(name), server.user(), server.password());
  }

  @Override
  public Floor openFloor(String name, List<SeriesKey> series) {
    return BareJdbc.inPostgres(url(name), server, series);
  }

  @Override
  public long bytes(String name) {
    return bytes(name, "metric_bucket_1m_%");
  }

  @Override
  public long allBytes(String name) {
    return bytes(name, "%");
  }

  private long bytes(String name, String tables) {
    try (Connection connection = server.connect(url(name));
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT COALESCE(SUM(pg_total_relation_size(oid)), 0) FROM pg_class"
                    + " WHERE relkind = 'r' AND relname LIKE ?"
                    + " AND relnamespace = to_regnamespace(current_schema())")) {
      statement.setString(1, tables);
      try (ResultSet size = statement.executeQuery()) {
        size.next();
        return size.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Goals goals() {
    return GOALS;
  }

  @Override
  public void close() {
    server.close();
  }
}

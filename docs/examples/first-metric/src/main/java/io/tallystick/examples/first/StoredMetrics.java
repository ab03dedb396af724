package io.tallystick.examples.first;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteDataSource;

/** Asks the file what it kept, with SQL, as anybody may with a tool of their own. */
final class StoredMetrics {
  private final SQLiteDataSource source = new SQLiteDataSource();

  StoredMetrics(Path file) {
    source.setUrl("jdbc:sqlite:" + file);
  }

  void showTo(PrintStream out) throws SQLException {
    out.println("# What the file keeps when the process has ended, by way of SQL");
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name, tags, SUM(value) AS value FROM metrics"
                    + " WHERE name = 'orders.count' GROUP BY name, tags ORDER BY tags")) {
      while (rows.next()) {
        out.printf("  %s %s: %s%n", rows.getString(1), rows.getString(2), rows.getDouble(3));
      }
    }
  }
}

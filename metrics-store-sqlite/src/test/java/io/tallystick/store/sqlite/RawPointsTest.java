package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.points.MetricPoint;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawPointsTest {
  @TempDir Path directory;

  @Test
  void theViewAddsUpToWhatWasRecordedInTwoRunsAndToWhatTheHostCreated() throws Exception {
    run();
    run();

    assertThat(sum("orders.count")).isCloseTo(2 * 4_950, within(1e-6));
    assertThat(sum("import.value")).isCloseTo(2 * 7, within(1e-6));
    assertThat(number("SELECT COUNT(*) FROM metric_point")).isEqualTo(2 * 101);
  }

  private void run() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .storage(SqliteStore.open(directory.resolve("metrics.db")))
            .points(Map.of("orders.count", 1.0))
            .installed(false)
            .build()) {
      runtime.start();
      for (int i = 0; i < 100; i++) {
        runtime.metrics().count("orders.count", i, "status", i % 2 == 0 ? "paid" : "open");
      }
      runtime.points().create(MetricPoint.of("import.value", 7, Tags.empty()));
    }
  }

  private double sum(String name) throws Exception {
    return number("SELECT SUM(value) FROM metrics WHERE name = '" + name + "'");
  }

  private double number(String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("metrics.db"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.getDouble(1);
    }
  }
}

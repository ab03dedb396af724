package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.derived.ColumnType;
import io.tallystick.core.derived.DerivedColumn;
import io.tallystick.core.derived.DerivedMetric;
import io.tallystick.core.derived.DerivedMetrics;
import io.tallystick.core.derived.DerivedPoint;
import io.tallystick.core.derived.DerivedQueryException;
import io.tallystick.core.derived.DerivedRows;
import io.tallystick.core.derived.DerivedTable;
import io.tallystick.core.derived.TimeForm;
import io.tallystick.spi.TimeRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Derived series and tables on the databases that applications have. */
class DerivedTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange TWO_HOURS = new TimeRange(TEN, TEN.plusSeconds(7_200));
  private static final List<DerivedPoint> COUNTED =
      List.of(
          new DerivedPoint(TEN, 2, Tags.empty()),
          new DerivedPoint(TEN.plusSeconds(3_600), 1, Tags.empty()));

  @TempDir Path directory;

  /** The databases, and how each says what differs. */
  enum Kind {
    POSTGRES("TIMESTAMPTZ", "EXTRACT(EPOCH FROM at)"),
    MARIADB("DATETIME(3)", "UNIX_TIMESTAMP(at)"),
    H2("TIMESTAMP(3) WITH TIME ZONE", "EXTRACT(EPOCH FROM at)"),
    SQLITE("INTEGER", "at / 1000.0");

    /** MariaDB's driver hands over the time of this machine, and its server is in UTC. */
    TimeForm form() {
      return this == MARIADB ? TimeForm.UTC_TIMESTAMP : TimeForm.TIMESTAMP;
    }

    private final String timeType;
    private final String seconds;

    Kind(String timeType, String seconds) {
      this.timeType = timeType;
      this.seconds = seconds;
    }
  }

  private HikariDataSource pool(Kind kind) {
    if (kind != Kind.SQLITE) {
      return Databases.valueOf(kind.name()).fresh().pool(1);
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + directory.resolve("app.db"));
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  private static void run(HikariDataSource pool, String... statements) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static long number(HikariDataSource pool, String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A table of four traces: before, twice in the first hour, once in the second. */
  private static void fill(HikariDataSource pool, String timeType, TimeForm form)
      throws SQLException {
    run(pool, "CREATE TABLE trace (id BIGINT, at %s, kind VARCHAR(20))".formatted(timeType));
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO trace VALUES (?, ?, 'é')")) {
      long id = 0;
      for (long second : List.of(-1L, 0L, 3_599L, 3_600L)) {
        insert.setLong(1, ++id);
        Instant at = TEN.plusSeconds(second);
        if (form == TimeForm.UTC_TIMESTAMP) {
          insert.setObject(2, LocalDateTime.ofInstant(at, ZoneOffset.UTC));
        } else {
          insert.setTimestamp(2, Timestamp.from(at));
        }
        insert.executeUpdate();
      }
    }
  }

  private static MetricsRuntime runtime(DerivedMetric metric, DerivedTable... tables) {
    return MetricsRuntime.builder().installed(false).derived(metric).derivedTables(tables).build();
  }

  @ParameterizedTest
  @EnumSource
  void aSeriesAndATableOfAColumnOfTimes(Kind kind) throws Exception {
    try (HikariDataSource pool = pool(kind)) {
      fill(pool, kind.timeType, kind.form());
      String step = "FLOOR(%s / :step) * :step".formatted(kind.seconds);
      if (kind == Kind.SQLITE) {
        step = "at / 1000 / :step * :step";
      }
      DerivedMetric series =
          DerivedMetric.series(
                  "trace.started",
                  pool,
                  "SELECT %s AS bucket, count(*) FROM trace WHERE at >= :from AND at < :to GROUP BY %s"
                      .formatted(step, step))
              .timesAs(kind.form());
      DerivedTable table =
          DerivedTable.of(
                  "trace.recent",
                  "Traces",
                  pool,
                  "SELECT id, at, kind FROM trace WHERE at >= :from AND at < :to ORDER BY id DESC"
                      + " LIMIT :limit")
              .timesAs(kind.form());
      try (MetricsRuntime runtime = runtime(series, table)) {
        DerivedMetrics derived = runtime.derived();
        assertThat(derived.series("trace.started", TWO_HOURS, Duration.ofHours(1)))
            .isEqualTo(COUNTED);
        DerivedRows rows = derived.table("trace.recent", TWO_HOURS, 2);
        boolean isTyped = kind != Kind.SQLITE;
        assertThat(rows.columns())
            .extracting(DerivedColumn::type)
            .containsExactly(
                ColumnType.WHOLE, isTyped ? ColumnType.TIME : ColumnType.WHOLE, ColumnType.TEXT);
        Instant at = TEN.plusSeconds(3_600);
        assertThat(rows.rows().get(0))
            .containsExactly(4L, isTyped ? at : (Object) at.toEpochMilli(), "é");
        assertThat(rows.rows()).hasSize(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  void aColumnWithoutAZoneMayHoldUtc(Kind kind) throws Exception {
    try (HikariDataSource pool = pool(kind)) {
      fill(pool, kind == Kind.MARIADB ? "DATETIME(3)" : "TIMESTAMP(3)", TimeForm.UTC_TIMESTAMP);
      DerivedMetric series =
          DerivedMetric.series(
                  "trace.started",
                  pool,
                  "SELECT at AS bucket, 1 FROM trace WHERE at >= :from AND at < :to")
              .timesAs(TimeForm.UTC_TIMESTAMP);
      try (MetricsRuntime runtime = runtime(series)) {
        assertThat(runtime.derived().series("trace.started", TWO_HOURS, Duration.ofHours(1)))
            .extracting(DerivedPoint::at)
            .containsExactly(TEN, TEN.plusSeconds(3_599), TEN.plusSeconds(3_600));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SQLITE")
  void aTextThatSqliteWritesIsATime(Kind kind) throws Exception {
    try (HikariDataSource pool = pool(kind)) {
      run(
          pool,
          "CREATE TABLE trace (at TEXT)",
          "INSERT INTO trace VALUES (datetime(%d, 'unixepoch')), ('2026-03-01 12:00:00')"
              .formatted(TEN.getEpochSecond()));
      DerivedMetric series =
          DerivedMetric.series(
                  "trace.started",
                  pool,
                  "SELECT at AS bucket, 1 AS value FROM trace WHERE at || '.000' >= :from"
                      + " AND at || '.000' < :to")
              .timesAs(TimeForm.UTC_TEXT);
      try (MetricsRuntime runtime = runtime(series)) {
        assertThat(runtime.derived().series("trace.started", TWO_HOURS, Duration.ofHours(1)))
            .extracting(DerivedPoint::at)
            .containsExactly(TEN);
      }
    }
  }

  /** What deletes in the middle of a statement that reads, where the database lets it. */
  private static String deleting(Kind kind, HikariDataSource pool) throws SQLException {
    return switch (kind) {
      case POSTGRES -> {
        run(
            pool,
            "CREATE FUNCTION forget() RETURNS bigint LANGUAGE sql VOLATILE AS"
                + " 'WITH gone AS (DELETE FROM trace RETURNING 1) SELECT count(*) FROM gone'");
        yield "SELECT forget() AS gone";
      }
      case MARIADB -> {
        run(
            pool,
            "CREATE FUNCTION forget() RETURNS INT MODIFIES SQL DATA BEGIN DELETE FROM trace;"
                + " RETURN 1; END");
        yield "SELECT forget() AS gone";
      }
      case H2 -> {
        run(
            pool,
            "CREATE ALIAS forget AS 'long forget(java.sql.Connection c) throws Exception {"
                + " return c.createStatement().executeUpdate(\"DELETE FROM trace\"); }'");
        yield "SELECT forget() AS gone";
      }
      case SQLITE -> throw new IllegalArgumentException("Its statements that read cannot write.");
    };
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
  void aFunctionThatDeletesChangesNothingAndTheConnectionWritesAfterwards(Kind kind)
      throws Exception {
    try (HikariDataSource pool = pool(kind)) {
      fill(pool, kind.timeType, kind.form());
      DerivedTable table = DerivedTable.of("trace.gone", "Gone", pool, deleting(kind, pool));
      DerivedMetric any = DerivedMetric.gauge("trace.stored", pool, "SELECT count(*) FROM trace");
      try (MetricsRuntime runtime = runtime(any, table)) {
        if (kind == Kind.H2) { // it knows no transactions that are read-only
          assertThat(runtime.derived().table("trace.gone", TWO_HOURS, 1).rows()).hasSize(1);
        } else {
          assertThatExceptionOfType(DerivedQueryException.class)
              .isThrownBy(() -> runtime.derived().table("trace.gone", TWO_HOURS, 1))
              .withMessageContaining("trace.gone failed");
        }
      }
      assertThat(number(pool, "SELECT count(*) FROM trace")).isEqualTo(4);
      run(pool, "DELETE FROM trace WHERE id = 1");
      assertThat(number(pool, "SELECT count(*) FROM trace")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "MARIADB"})
  void aStatementThatTakesTooLongIsEndedByTheDatabase(Kind kind) throws Exception {
    try (HikariDataSource pool = pool(kind)) {
      String sleep = kind == Kind.POSTGRES ? "SELECT pg_sleep(30)" : "SELECT SLEEP(30)";
      DerivedTable table =
          DerivedTable.of("trace.late", "Late", pool, sleep).within(Duration.ofSeconds(1));
      DerivedMetric any = DerivedMetric.gauge("trace.stored", pool, "SELECT 1");
      try (MetricsRuntime runtime = runtime(any, table)) {
        assertThatExceptionOfType(DerivedQueryException.class)
            .isThrownBy(() -> runtime.derived().table("trace.late", TWO_HOURS, 1));
      }
      assertThat(number(pool, "SELECT 7")).isEqualTo(7);
    }
  }
}

package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.Tags;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Series and tables that are asked for when somebody looks. */
class AskedForTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String BY_STEP =
      "SELECT at / (1000 * :step) * :step AS bucket, count(*) AS value, kind FROM trace"
          + " WHERE at >= :from AND at < :to GROUP BY at / (1000 * :step) * :step, kind ORDER BY kind";

  private final Rig rig = new Rig();
  private final AppTables app =
      new AppTables("CREATE TABLE trace (at BIGINT, kind VARCHAR(20), took DOUBLE)");

  @AfterEach
  void close() throws Exception {
    app.close();
    rig.close();
  }

  private void trace(Instant at, String kind) {
    app.run("INSERT INTO trace VALUES (%d, '%s', 1.5)".formatted(at.toEpochMilli(), kind));
  }

  private DerivedMetrics series(String sql) {
    return rig.of(
        DerivedMetric.series("trace.started", app.source(), sql).timesAs(TimeForm.EPOCH_MILLIS));
  }

  @Test
  void aSeriesIsAskedForOverAHalfOpenRangeInSteps() {
    trace(TEN.minusMillis(1), "a");
    trace(TEN, "a");
    trace(TEN.plusSeconds(3_599), "a");
    trace(TEN.plusSeconds(3_600), "b");
    trace(TEN.plusSeconds(7_200), "a");

    assertThat(
            series(BY_STEP)
                .series("trace.started", new TimeRange(TEN, TEN.plus(HOUR.multipliedBy(2))), HOUR))
        .containsExactly(
            new DerivedPoint(TEN, 2, Tags.of("kind", "a")),
            new DerivedPoint(TEN.plus(HOUR), 1, Tags.of("kind", "b")));
  }

  @Test
  void aSeriesThatNobodyDefinedOrThatCannotBeIsRefused() {
    DerivedMetrics derived = series(BY_STEP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> derived.series("trace.ended", Rig.DAY, HOUR))
        .withMessageContainingAll("trace.ended", "[trace.started]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> derived.series("trace.started", new TimeRange(TEN, TEN), HOUR));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> derived.series("trace.started", Rig.DAY, Duration.ofMillis(999)))
        .withMessageContaining("PT0.999S");
  }

  @Test
  void moreThanFiveThousandPointsAreRefused() {
    String many = "SELECT x AS bucket, 1 AS value FROM SYSTEM_RANGE(1, 5001) WHERE :from < :to";
    assertThatExceptionOfType(DerivedQueryException.class)
        .isThrownBy(() -> series(many).series("trace.started", Rig.DAY, HOUR))
        .withMessageContaining("more than 5000 points");
  }

  @Test
  void aTimeThatIsNoneIsNamed() {
    assertThatExceptionOfType(DerivedQueryException.class)
        .isThrownBy(
            () ->
                series("SELECT 'soon' AS bucket, 1 AS value WHERE :from < :to")
                    .series("trace.started", Rig.DAY, HOUR))
        .withMessageContaining("as the time of a row");
  }

  @Test
  void theCellsOfATableHaveTypes() {
    app.run(
        "CREATE TABLE sign_in (at TIMESTAMP WITH TIME ZONE, who VARCHAR(20), tries INT, share"
            + " NUMERIC(4, 2), ok BOOLEAN, note VARCHAR(9), left_at TIMESTAMP)");
    app.run(
        "INSERT INTO sign_in VALUES (TIMESTAMP WITH TIME ZONE '2026-03-01 11:00:00+01:00', 'é', 3,"
            + " 0.25, TRUE, NULL, NULL), (TIMESTAMP WITH TIME ZONE '2026-03-01 09:00:00+00:00',"
            + " 'b', NULL, 2, FALSE, NULL, NULL)");
    DerivedMetrics derived =
        rig.of(
            DerivedTable.of(
                "signins.recent",
                "Recent sign-ins",
                app.source(),
                "SELECT * FROM sign_in WHERE at >= :from AND at < :to ORDER BY at DESC LIMIT"
                    + " :limit"));

    DerivedRows rows = derived.table("signins.recent", Rig.DAY, 10);
    assertThat(rows.title()).isEqualTo("Recent sign-ins");
    assertThat(rows.columns())
        .extracting(DerivedColumn::type)
        .containsExactly(
            ColumnType.TIME,
            ColumnType.TEXT,
            ColumnType.WHOLE,
            ColumnType.NUMBER,
            ColumnType.BOOLEAN,
            ColumnType.TEXT,
            ColumnType.TIME);
    assertThat(rows.rows())
        .containsExactly(
            Arrays.asList(TEN, "é", 3L, 0.25, true, null, null),
            Arrays.asList(TEN.minus(HOUR), "b", null, 2.0, false, null, null));
    assertThat(derived.table("signins.recent", Rig.DAY, 1).rows()).hasSize(1);
  }

  @Test
  void aTableHasTwoHundredRowsAtMostWhateverItsSqlGives() {
    DerivedMetrics derived =
        rig.of(
            DerivedTable.of(
                "numbers.all", "Numbers", app.source(), "SELECT x FROM SYSTEM_RANGE(1, 900)"));

    assertThat(derived.table("numbers.all", Rig.DAY, 200).rows()).hasSize(200);
    assertThat(derived.table("numbers.all", Rig.DAY, 5).rows()).hasSize(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> derived.table("numbers.all", Rig.DAY, 201))
        .withMessageContaining("201");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> derived.table("numbers.none", Rig.DAY, 1));
  }
}

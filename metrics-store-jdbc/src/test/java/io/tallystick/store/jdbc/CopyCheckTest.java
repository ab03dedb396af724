package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.Batch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a copy notices, and what it refuses. */
class CopyCheckTest extends CopiedFiles {
  @ParameterizedTest
  @CsvSource({
    "1m, UPDATE metric_bucket_1m SET count = count + 1 WHERE count = 1003",
    "5m, UPDATE metric_bucket_5m SET sum = sum + 0.25 WHERE p50 IS NOT NULL",
    "5m, UPDATE metric_bucket_5m SET last = min WHERE last > min",
    "1h, UPDATE metric_bucket_1h SET sketch = zeroblob(9) WHERE sketch IS NOT NULL",
    "1d, UPDATE metric_bucket_1d SET bucket = bucket + 86400 WHERE bucket < 1770000000",
  })
  void aBucketThatDiffersIsFound(String granularity, String change) throws SQLException {
    new SampleHistory(source, NOW).fill();
    copyAll();
    inTarget(change);
    String versions = "UPDATE metric_bucket_%s SET version = 1000000".formatted(granularity);
    inTarget(versions);

    CopyReport report = copy();

    assertThat(report.isComplete()).isFalse();
    assertThat(report.differences())
        .singleElement()
        .asString()
        .startsWith(granularity + ": the source has ");
  }

  @Test
  void aBucketThatTheSourceNeverHadIsFound() {
    new SampleHistory(source, NOW).fill();
    copyAll();
    CounterState state = CounterState.ofWhole(1);
    new SampleHistory(target, NOW).write(SampleHistory.ORDERS, SampleHistory.A, NOW, state);

    assertThat(copy().differences())
        .singleElement()
        .asString()
        .startsWith("1m: the source has 275 buckets, ")
        .contains(", and the target 276 buckets, ");
  }

  @Test
  void aBucketThatIsLostIsBroughtAgain() throws SQLException {
    new SampleHistory(source, NOW).fill();
    copyAll();
    inTarget("DELETE FROM metric_bucket_1h WHERE p50 IS NOT NULL");

    assertThat(copy().differences()).isEmpty();

    Snapshot.of(target).requireSameAs(Snapshot.of(source));
  }

  @Test
  void aPointThatDiffersIsFound() throws SQLException {
    new SampleHistory(source, NOW).fill();
    copyAll();
    inTarget("UPDATE metric_point SET value = value + 1 WHERE id = 1");

    assertThat(copy().differences())
        .containsExactly(
            "points of orders.count: the source has 30, and the target 30, which are not the same.");
  }

  @Test
  void bucketsThatMakeNoSenseAreToldAndLeftOut() throws SQLException {
    new SampleHistory(source, NOW).fill();
    in("source.db", "UPDATE metric_bucket_1d SET count = -5 WHERE p50 IS NOT NULL");

    assertThat(copy().differences())
        .singleElement()
        .asString()
        .matches("1d: \\d+ buckets of the source make no sense, and are left out\\.");
  }

  @Test
  void aBucketThatTheTargetRefusesIsCounted() {
    clock.pass(Duration.ofDays(9));
    source
        .buckets()
        .write(
            Batch.of(
                SampleHistory.owned(
                    SampleHistory.ORDERS,
                    SampleHistory.A,
                    clock.instant(),
                    CounterState.ofWhole(1))));
    clock.pass(Duration.ofDays(-9));

    assertThat(copy().differences())
        .containsExactly(
            "1m: the source has 1 buckets, counts of 1, sums of 1.0, and the target 0 buckets, counts of 0, sums of 0.0, differing from 2026-03-29T10:30:00Z on; 1 were refused by the target.");
  }

  @Test
  void summariesThatFindNoRoomAreToldAndTheRestIsThere() throws SQLException {
    new SampleHistory(source, NOW).fill();
    run("target.db", "CREATE TABLE api_metrics (of_another_program INTEGER)");

    CopyReport report = copy();

    assertThat(report.differences())
        .singleElement()
        .asString()
        .startsWith("Could not keep summaries of requests: ");
    assertThat(report.pointsWritten()).isEqualTo(45);
  }

  @Test
  void whoWroteIsKnownAsItWas() throws SQLException {
    new SampleHistory(source, NOW).fill();
    String writers = "SELECT incarnation || ' ' || COALESCE(source, '?') || flushed_through";
    String known = writers + " FROM metric_writer WHERE flushed_through > 0 OR id = 0 ORDER BY 1";

    copyAll();

    assertThat(texts("target.db", known)).isEqualTo(texts("source.db", known)).hasSize(3);
  }

  @Test
  void aStoreWithoutHistoryIsCopied() {
    CopyReport report = copy();

    assertThat(report).isEqualTo(new CopyReport(0, 0, 0, List.of()));
    assertThat(report.isComplete()).isTrue();
  }

  @Test
  void aTargetWithOtherDaysIsRefused() {
    StorageBackend elsewhere = opened("berlin.db", ZoneId.of("Europe/Berlin"));

    refuses(
        source,
        elsewhere,
        "The days of the source begin in Z and those of the target in Europe/Berlin, so that no day of one is a day of the other: copy into an empty database, and make it with the zone of the source.");
  }

  @Test
  void zonesOfTwoNamesAndTheSameDaysGoTogether() {
    StorageBackend named = opened("utc.db", ZoneId.of("UTC"));

    assertThat(StoreCopy.from(source).to(named).run(line -> {}).isComplete()).isTrue();
  }

  @Test
  void aStoreIsNotCopiedIntoItself() {
    source.prepare();
    StorageBackend same = opened("source.db", ZoneOffset.UTC);

    refuses(
        source,
        same,
        "The source and the target are the same store, or one is a backup of the other: give a target that is a store of its own.");
  }

  @Test
  void pointsDoNotComeBackToWhereTheyCameFrom() {
    new SampleHistory(source, NOW).fill();
    copyAll();

    refuses(
        target,
        source,
        "The source was itself copied from the target, and nobody can tell which raw points the target has already: copy into an empty database.");
  }

  @Test
  void withoutPointsACopyGoesBack() {
    new SampleHistory(source, NOW).fillBuckets();
    copyAll();

    assertThat(StoreCopy.from(target).to(source).run(line -> {}).differences()).isEmpty();
  }

  @Test
  void whatHasNoTablesIsRefused() {
    try (InMemoryBackend heap = InMemoryBackend.create()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StoreCopy.from(heap))
          .withMessage(
              "A io.tallystick.core.memory.InMemoryBackend cannot be copied from or to: give a JdbcStore or a JdbcBackend.");
    }
  }

  private static void refuses(StorageBackend from, StorageBackend to, String sentence) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> StoreCopy.from(from).to(to))
        .withMessage(sentence)
        .matches(refusal -> !refusal.canRetry());
  }
}

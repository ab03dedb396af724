package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.spi.AlertRule;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.SampleAlerts;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A copy into a store that an application uses already. */
class CopyIntoUsedStoreTest extends CopiedFiles {
  private static final WriterId C = new WriterId(3, 3);
  private static final WriterId D = new WriterId(4, 4);
  private static final Instant HOUR_AGO = NOW.minus(Duration.ofHours(1));

  private SampleHistory ofSource;
  private SampleHistory ofTarget;

  private void fillSource() {
    ofSource = new SampleHistory(source, NOW).fill();
    ofTarget = new SampleHistory(target, NOW);
  }

  private void order(Instant minute, long whole) {
    ofTarget.write(SampleHistory.ORDERS, C, minute, CounterState.ofWhole(whole));
  }

  @Test
  void whatBothRecordedInTheSameWindowsAddsUp() {
    fillSource();
    order(HOUR_AGO, 7);
    order(HOUR_AGO.plusSeconds(60), 70);
    ofTarget.fold();

    copyAll();
    copyAll();

    clock.pass(Duration.ofDays(2));
    ofSource.fold();
    ofTarget.fold();
    for (Granularity granularity : Granularity.values()) {
      assertThat(orders(target, granularity)).isEqualTo(orders(source, granularity) + 77);
    }
  }

  @Test
  void whatTheTargetRecordedAndFoldedIsNotChanged() {
    fillSource();
    order(NOW.minus(Duration.ofHours(5)), 7);
    ofTarget.fold();
    Snapshot before = Snapshot.of(target);

    copyAll();

    assertThat(Snapshot.of(target).buckets()).containsAllEntriesOf(before.buckets());
  }

  @Test
  void whatNobodyCanFoldAnewStaysAndIsTold() {
    fillSource();
    Instant window = NOW.minus(Duration.ofHours(1));
    order(window, 7);
    ofTarget.fold();
    purge(Granularity.MINUTE, NOW);
    Map<BucketKey, BucketState> before = Snapshot.states(target);

    CopyReport report = copy();

    assertThat(report.differences())
        .singleElement()
        .asString()
        .startsWith("5m: 1 buckets that the source folded are not compared");
    assertThat(Snapshot.states(target)).containsAllEntriesOf(before);
    assertThat(target.buckets().span(Granularity.MINUTE))
        .hasValueSatisfying(span -> assertThat(span.oldest()).isEqualTo(NOW));
  }

  @Test
  void minutesThatTheTargetTakesNoMoreMustBeFoldedInTheSource() {
    fillSource();
    Instant late = NOW.minus(Duration.ofHours(2)).plusSeconds(10 * 60);
    ofSource.write(SampleHistory.ORDERS, D, late, CounterState.ofWhole(5));
    order(NOW, 1);
    purge(Granularity.MINUTE, NOW);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::copy)
        .withMessage(
            "The source has buckets of 1m from 2026-03-20T08:40:00Z on that are not folded into 5m yet, and the target takes none of 1m from before 2026-03-20T10:30:00Z any more: let an application run with the source for some minutes, so that it folds them, then copy again.");

    ofSource.fold();
    copyAll();
    ofTarget.fold();
    for (Granularity coarse :
        List.of(Granularity.FIVE_MINUTES, Granularity.HOUR, Granularity.DAY)) {
      assertThat(orders(target, coarse)).isEqualTo(orders(source, coarse));
    }
  }

  @Test
  void nothingOfTheTargetsIsPurged() {
    fillSource();
    order(NOW.minus(Duration.ofDays(2)), 7);
    Snapshot before = Snapshot.of(target);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::copy)
        .withMessageContaining("the target, which others wrote to, from 2026-03-18T10:30:00Z on")
        .withMessageEndingWith("Copy into an empty database, or when the target has let go of it.");

    Snapshot.of(target).requireSameAs(before);
  }

  @Test
  void whatIsSetAndSummedUpInTheTargetStays() {
    fillSource();
    order(NOW, 1);
    Lease lease = target.control().acquire("test", C, Duration.ofHours(1)).orElseThrow();
    RequestSummary summary = ofTarget.requests(1, null, 99);
    target.requests().orElseThrow().put(lease, List.of(summary));
    AlertRule own = SampleAlerts.rule("r1", 1, "Ours", NOW);
    target.control().putRule(own, 0);
    source.control().putRule(SampleAlerts.rule("r1", 2, "Theirs", NOW), 1);

    copyAll();

    assertThat(target.control().rules()).contains(own).hasSize(3);
    assertThat(target.requests().orElseThrow().find(Granularity.HOUR, Snapshot.EVER))
        .hasSize(2)
        .contains(summary);
  }

  @Test
  void twoStoresAreNotCopiedIntoOneAtOnce() {
    fillSource();
    target.control().acquire("copy", C, Duration.ofMinutes(1));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::copy)
        .withMessageStartingWith("Another store is being copied into the target")
        .matches(StorageException::canRetry);
  }

  private void purge(Granularity granularity, Instant before) {
    Lease lease = target.control().acquire("test", C, Duration.ofMinutes(1)).orElseThrow();
    target.buckets().purge(lease, granularity, before, 1_000);
  }
}

package io.tallystick.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final RecordedSeries SAMPLES = new RecordedSeries(Subject.SAMPLE, 4);
  private static final RecordedSeries LEVEL = new RecordedSeries(Subject.LEVEL, 0);
  private static final long LONG_AFTER = Long.MAX_VALUE;

  @TempDir private Path directory;

  @Test
  void anotherProcessReadsWhatTheThreadsWroteDown() {
    Path file = directory.resolve("ledger");
    Ledger ledger = Ledger.create(file);

    assertThat(ledger.next(0, SAMPLES)).isEqualTo(1);
    assertThat(ledger.next(0, SAMPLES)).isEqualTo(2);
    assertThat(ledger.next(2, SAMPLES)).isEqualTo(1);
    ledger.next(0, LEVEL);

    Totals read = Ledger.read(file).totals();
    assertThat(read.of(SAMPLES)).isEqualTo(new Tally(3, 4 * (2 + 3 + 2)));
    assertThat(read.of(LEVEL)).isEqualTo(new Tally(1, 4));
    assertThat(read.samples()).isEqualTo(3);
  }

  @Test
  void itKnowsWhenSamplesWereRecorded() {
    Ledger ledger = Ledger.create(directory.resolve("ledger"));
    assertThat(ledger.millisOfLatest(0)).isZero();
    ledger.next(0, SAMPLES);
    ledger.next(0, LEVEL);

    assertThat(ledger.samplesBefore(LONG_AFTER)).isEqualTo(1);
    assertThat(ledger.samplesBefore(0)).isZero();
    assertThat(ledger.millisOfLatest(1)).isEqualTo(10);
    assertThat(ledger.millisBefore(LONG_AFTER, 1)).isEqualTo(10);
    assertThat(ledger.millisAfter(0, 1)).isEqualTo(10);
  }

  @Test
  void halfOfTheKillsLoseNoMoreThanTheMedian() {
    assertThat(Toll.quantile(List.of(), 1)).isZero();
    assertThat(Toll.quantile(List.of(9L, 1L, 5L), 0.5)).isEqualTo(5);
    assertThat(Toll.quantile(List.of(9L, 1L, 5L), 1)).isEqualTo(9);
  }
}

package io.tallystick.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static final Instant START = Instant.parse("2026-03-01T10:07:00Z");
  private static final RecordedSeries WHOLE = new RecordedSeries(Subject.WHOLE, 2);
  private static final RecordedSeries LEVEL = new RecordedSeries(Subject.LEVEL, 0);

  @Test
  void bucketsOfACounterAddUp() {
    Totals stored =
        Totals.ofBuckets(
            List.of(
                bucket(WHOLE, 0, MetricKind.COUNTER, CounterState.ofWhole(30)),
                bucket(WHOLE, 1, MetricKind.COUNTER, CounterState.ofWhole(3))));

    assertThat(stored.of(WHOLE)).isEqualTo(new Tally(11, 132));
    assertThat(stored.samples()).isEqualTo(11);
  }

  @Test
  void ofAGaugeTheLatestValueCounts() {
    Totals stored =
        Totals.ofBuckets(
            List.of(
                bucket(LEVEL, 1, MetricKind.GAUGE, gauge(9)),
                bucket(LEVEL, 0, MetricKind.GAUGE, gauge(5))));

    assertThat(stored.of(LEVEL)).isEqualTo(new Tally(9, 36));
    assertThat(stored.samples()).isZero();
  }

  @Test
  void oneCallTooManyIsBeyondWhatWasRecordedAndOneTooFewIsNot() {
    assertThat(totals(11).beyond(totals(10))).hasSize(1);
    assertThat(totals(9).beyond(totals(10))).isEmpty();
    assertThat(totals(9).unlike(totals(10))).hasSize(1);
    assertThat(totals(10).unlike(totals(10))).isEmpty();
  }

  private static Totals totals(long calls) {
    return new Totals(Map.of(WHOLE, new Tally(calls, 12 * calls)));
  }

  private static GaugeState gauge(double value) {
    return new GaugeState(value, START, value, value, 0, 0);
  }

  private static OwnedBucket bucket(
      RecordedSeries series, int minute, MetricKind kind, BucketState state) {
    SeriesKey key =
        SeriesKey.system(series.subject().metric(), kind, "service:crash", series.tags());
    Bucket bucket = new Bucket(START.plusSeconds(60L * minute), 1, state);
    return new OwnedBucket(key, Granularity.MINUTE, new WriterId(0, 1), bucket);
  }
}

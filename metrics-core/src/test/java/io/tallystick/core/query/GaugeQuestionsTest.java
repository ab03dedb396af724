package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What gauges showed, and show now. */
class GaugeQuestionsTest {
  private static final Instant MINUTE = ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES);

  private final ReaderRig rig = new ReaderRig();
  private final MetricsReader reader = rig.reader();

  @AfterEach
  void close() {
    rig.close();
  }

  private static Instant ago(Duration time) {
    return MINUTE.minus(time);
  }

  @Test
  void gaugesHaveLastLeastGreatestAndMeanValues() {
    SeriesKey pool = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    rig.put(pool, ago(Duration.ofMinutes(2)), gauge(2, ago(Duration.ofMinutes(2)), 1, 4, 2));
    rig.put(pool, ago(Duration.ofMinutes(1)), gauge(6, ago(Duration.ofMinutes(1)), 2, 9, 4));

    Aggregate hour = reader.aggregate(Question.about("jobs.active").period(Period.HOUR));

    assertThat(hour.last()).isEqualTo(6);
    assertThat(hour.min()).isEqualTo(1);
    assertThat(hour.max()).isEqualTo(9);
    assertThat(hour.avg()).isEqualTo(3);
    assertThat(hour.sum()).isNaN();
  }

  @Test
  void aGaugeOfAnInstanceThatStandsStillIsShownNow() {
    SeriesKey jobs = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    for (int seconds : new int[] {1, 12, 29, 59}) {
      Instant now = MINUTE.plusSeconds(seconds);
      WriterId other = new WriterId(8, seconds);
      rig.put(jobs, other, ago(Duration.ofMinutes(1)), seen(100, MINUTE.minusSeconds(2)));
      LatestCell latest = new LatestCell(GaugeCombination.SUM, now);
      latest.add(jobs, ReaderRig.WRITER, MINUTE, seen(10, now));
      latest.add(jobs, other, ago(Duration.ofMinutes(1)), seen(100, MINUTE.minusSeconds(2)));
      assertThat(latest.value().last()).as("%d s, flushed before", seconds).isEqualTo(110);
      latest.add(jobs, other, MINUTE, seen(101, MINUTE));
      assertThat(latest.value().last()).as("%d s, flushed since", seconds).isEqualTo(111);
    }
  }

  @Test
  void aGaugeOfAnInstanceThatIsGoneIsNotShown() {
    SeriesKey jobs = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    LatestCell latest = new LatestCell(GaugeCombination.SUM, MINUTE.plusSeconds(30));
    latest.add(jobs, ReaderRig.WRITER, MINUTE, seen(10, MINUTE.plusSeconds(20)));
    latest.add(
        jobs, new WriterId(8, 8), ago(Duration.ofMinutes(1)), seen(100, MINUTE.minusSeconds(30)));
    assertThat(latest.value().last()).isEqualTo(10);
  }

  @Test
  void whenNobodyShowsAGaugeNowItsLastValueIsFound() {
    SeriesKey jobs = SeriesKey.system("jobs.active", MetricKind.GAUGE, "service:api", Tags.empty());
    rig.put(jobs, ago(Duration.ofMinutes(4)), seen(3, ago(Duration.ofMinutes(4)).plusSeconds(50)));
    rig.put(jobs, ago(Duration.ofMinutes(3)), seen(5, ago(Duration.ofMinutes(3)).plusSeconds(50)));

    assertThat(reader.latestGauge(Question.about("jobs.active")))
        .extracting(GaugeReading::last)
        .containsExactly(5.0);
  }

  private static GaugeState gauge(
      double last, Instant minute, double min, double max, double mean) {
    return new GaugeState(last, minute.plusSeconds(59), min, max, mean * 60_000, 60_000);
  }

  private static GaugeState seen(double value, Instant at) {
    return new GaugeState(value, at, value, value, 0, 0);
  }
}

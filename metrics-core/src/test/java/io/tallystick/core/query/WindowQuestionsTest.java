package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Windows that overlap amount to what the same times do when each is asked for alone. */
class WindowQuestionsTest {
  private static final Instant NOW = ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES);
  private static final int MINUTES = 90;
  private static final List<String> ROUTES = List.of("/a", "/b", "/c");

  private final ReaderRig rig = new ReaderRig();
  private final MetricsReader reader = rig.reader();
  private final Selection all = Selection.of("orders.count");

  @AfterEach
  void close() {
    rig.close();
  }

  private void fill() {
    Random random = new Random(7);
    for (int i = 1; i <= MINUTES; i++) {
      for (String route : ROUTES) {
        if (random.nextInt(4) > 0) {
          rig.count("orders.count", ago(i), random.nextInt(50), "route", route, "ok", "yes");
          rig.count("orders.count", ago(i), random.nextInt(5), "route", route, "ok", "no");
          rig.time("orders.duration_ms", ago(i), random.nextInt(1_000), "route", route);
          rig.time("orders.duration_ms", ago(i), random.nextInt(10), "route", route, "ok", "no");
          rig.put(jobs(route), ago(i), shown(random.nextInt(100), ago(i)));
        }
      }
    }
  }

  private static SeriesKey jobs(String route) {
    return SeriesKey.system(
        "jobs.active", MetricKind.GAUGE, "service:api", Tags.of("route", route));
  }

  private static GaugeState shown(double value, Instant start) {
    return new GaugeState(value, start.plusSeconds(59), value, value + 7, value * 60_000, 60_000);
  }

  private static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  private Question errors() {
    return Question.about(all.tag("ok", "no")).per(all).groupBy("route");
  }

  @Test
  void countsAreThoseOfEachWindowAskedForAlone() {
    requireSame(Question.about(all).aggregate(Aggregation.COUNT).groupBy("route"), 5);
    requireSame(Question.about(all).aggregate(Aggregation.RATE).groupBy("route"), 1);
  }

  @Test
  void percentilesAreThoseOfEachWindowAskedForAlone() {
    Question times = Question.about("orders.duration_ms").groupBy("route");
    requireSame(times.aggregate(Aggregation.percentile(95)), 5);
    requireSame(times.aggregate(Aggregation.percentile(50)), 13);
    requireSame(times.aggregate(Aggregation.AVG), 3);
  }

  @Test
  void sharesAreThoseOfEachWindowAskedForAlone() {
    requireSame(errors(), 5);
  }

  private void requireSame(Question question, int minutes) {
    requireSame(question, minutes, 60);
  }

  private void requireSame(Question question, int minutes, int count) {
    fill();
    Duration window = Duration.ofMinutes(minutes);
    Windows windows = reader.windows(question, window, new TimeRange(ago(count), NOW));

    assertThat(windows.ends()).hasSize(count).startsWith(ago(count - 1)).endsWith(NOW);
    assertThat(windows.window()).isEqualTo(window);
    assertThat(windows.lines()).hasSize(ROUTES.size());
    for (int i = 0; i < windows.ends().size(); i++) {
      Instant end = windows.ends().get(i);
      Breakdown alone = reader.breakdown(question.range(end.minus(window), end));
      for (Windows.Line line : windows.lines()) {
        Windows.Point point = line.points().get(i);
        Share share =
            alone.shares().stream()
                .filter(each -> each.group().equals(line.group()))
                .findFirst()
                .orElse(new Share(line.group(), point.value(), 0));
        assertThat(point.value()).isEqualTo(share.value(), offset(1e-9));
        assertThat(point.volume()).isEqualTo(share.volume());
      }
    }
  }

  @Test
  void gaugesAreThoseOfEachWindowAskedForAlone() {
    Question jobs = Question.about("jobs.active").groupBy("route");
    requireSame(jobs.aggregate(Aggregation.AVG), 5);
    requireSame(jobs.aggregate(Aggregation.MAX), 7);
  }

  @Test
  void windowsLongerThanTheyAreManyAreAsThoseAskedForAlone() {
    Question times = Question.about("orders.duration_ms").groupBy("route");
    requireSame(times.aggregate(Aggregation.percentile(95)), 30, 4);
    requireSame(times.aggregate(Aggregation.percentile(95)), 30, 1);
    requireSame(Question.about(all).aggregate(Aggregation.COUNT).groupBy("route"), 30, 4);
    requireSame(Question.about("jobs.active").aggregate(Aggregation.MAX).groupBy("route"), 30, 3);
  }

  @Test
  void ofAShareBothPartsAreKnown() {
    rig.count("orders.count", ago(1), 6, "ok", "no");
    rig.count("orders.count", ago(2), 34, "ok", "yes");

    Windows.Point point = last(Question.about(all.tag("ok", "no")).per(all), 2);

    assertThat(point.value()).isEqualTo(0.15);
    assertThat(point.part()).isEqualTo(6);
    assertThat(point.volume()).isEqualTo(40);
  }

  private Windows.Point last(Question question, int minutes) {
    Windows windows =
        reader.windows(question, Duration.ofMinutes(minutes), new TimeRange(ago(1), NOW));
    assertThat(windows.ends()).containsExactly(NOW);
    return windows.lines().get(0).points().get(0);
  }

  @Test
  void noneIsToldFromUnknown() {
    rig.count("orders.count", ago(7), 6);
    Question orders = Question.about(all);

    assertThat(last(orders, 5)).isEqualTo(new Windows.Point(Double.NaN, 0, 0, false, false));

    rig.put(
        SeriesKey.system(ReferenceHistory.HEARTBEAT, MetricKind.GAUGE, "service:api", Tags.empty()),
        ago(3),
        new GaugeState(1, ago(3), 1, 1, 0, 0));

    assertThat(last(orders, 5)).isEqualTo(new Windows.Point(0, 0, 0, true, false));
    assertThat(last(orders, 2).isThere()).isFalse();
  }

  @Test
  void ofAMetricThatNobodyKnowsThereIsNoLine() {
    Windows none =
        reader.windows(
            Question.about("nobody.knows"), Duration.ofMinutes(5), new TimeRange(ago(9), NOW));

    assertThat(none.basis().isKnown()).isFalse();
    assertThat(none.lines()).isEmpty();
    assertThat(none.ends()).isEmpty();
  }

  @Test
  void whereOnlyWiderBucketsAreKeptWindowsAreOfThese() {
    Instant old = NOW.minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
    for (int i = 0; i < 60; i++) {
      rig.count("orders.count", old.plus(Duration.ofMinutes(i)), 1);
    }
    rig.count("orders.count", ago(1), 1);
    rig.sweep();

    Windows windows =
        reader.windows(
            Question.about(all),
            Duration.ofMinutes(7),
            new TimeRange(old.plusSeconds(600), old.plusSeconds(3_600)));

    assertThat(windows.step()).isEqualTo(Step.FIVE_MINUTES);
    assertThat(windows.window()).isEqualTo(Duration.ofMinutes(10));
    assertThat(windows.lines().get(0).points())
        .extracting(Windows.Point::value)
        .containsOnly(10.0)
        .hasSizeGreaterThan(8);
  }

  @Test
  void whatBucketsCannotTellIsRefused() {
    Question orders = Question.about(all);
    TimeRange minute = new TimeRange(ago(1), NOW);

    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> reader.windows(orders, Duration.ofSeconds(90), minute))
        .withMessageContaining("whole minutes");
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(
            () ->
                reader.windows(
                    orders, Duration.ofMinutes(1), new TimeRange(ago(1), NOW.plusSeconds(1))))
        .withMessageContaining("whole minutes");
  }
}

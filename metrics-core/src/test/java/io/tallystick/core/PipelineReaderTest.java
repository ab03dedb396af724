package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.query.Aggregate;
import io.tallystick.core.query.Aggregation;
import io.tallystick.core.query.DataPoint;
import io.tallystick.core.query.DerivedHistory;
import io.tallystick.core.query.GaugeReading;
import io.tallystick.core.query.MetricName;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.PointState;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Selection;
import io.tallystick.core.query.TimeSeries;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That a runtime's reader finds what was recorded a moment ago, once, whoever wrote it. */
class PipelineReaderTest {
  private final TestClock clock = new TestClock();
  private final InMemoryBackend backend =
      InMemoryBackend.with(clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS);
  private final OptionValues values = new OptionValues();

  private Pipeline pipeline() {
    RuntimeOptions options =
        RuntimeOptions.resolve(OptionSources.NONE, values, Runtime.getRuntime().maxMemory());
    return new Pipeline(options, backend, clock);
  }

  private final Map<Pipeline, MetricsReader> readers = new HashMap<>();

  private MetricsReader reader(Pipeline pipeline) {
    RuntimeOptions options =
        RuntimeOptions.resolve(OptionSources.NONE, values, Runtime.getRuntime().maxMemory());
    return readers.computeIfAbsent(
        pipeline, of -> RuntimeReader.recording(options, backend, pipeline, DerivedHistory.NONE));
  }

  @AfterEach
  void close() {
    readers.values().forEach(MetricsReader::close);
  }

  private Aggregate lastHour(Pipeline pipeline, String metric) {
    return reader(pipeline).aggregate(Question.about(metric).period(Period.HOUR).fresh());
  }

  @Test
  void whatWasRecordedJustNowIsThere() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 3, Tags.of("status", "paid"));
    pipeline.metrics().histogram("orders.value", 12.5);

    assertThat(lastHour(pipeline, "orders.count").count()).isEqualTo(3);
    assertThat(lastHour(pipeline, "orders.value").p50()).isEqualTo(12.5);
    assertThat(lastHour(pipeline, "orders.value").state()).isEqualTo(PointState.PARTIAL);
  }

  @Test
  void nothingIsFoundTwiceNorMissingAtAnyMomentOfTwoRuntimes() {
    List<Pipeline> pipelines = List.of(pipeline(), pipeline());
    Random random = new Random(42);
    long[] recorded = {0, 0};
    for (int step = 0; step < 400; step++) {
      int number = random.nextInt(2);
      Pipeline pipeline = pipelines.get(number);
      int amount = random.nextInt(5);
      pipeline.metrics().count("orders.count", amount, Tags.of("n", "" + random.nextInt(3)));
      pipeline.metrics().histogram("orders.value", amount);
      recorded[number] += amount;
      switch (random.nextInt(4)) {
        case 0 -> pipeline.tick();
        case 1 -> pipeline.store();
        default -> clock.pass(Duration.ofSeconds(random.nextInt(8)));
      }
      assertThat(foundBy(pipelines.get(0), recorded[0])).isBetween(recorded[0], total(recorded));
      assertThat(foundBy(pipelines.get(1), recorded[1])).isBetween(recorded[1], total(recorded));
    }
    pipelines.forEach(Pipeline::tick);
    pipelines.forEach(Pipeline::store);

    assertThat(foundBy(pipelines.get(0), 0)).isEqualTo(total(recorded));
    assertThat(foundBy(pipelines.get(1), 0)).isEqualTo(total(recorded));
  }

  /** Counts alone agree with sums of values. */
  private long foundBy(Pipeline pipeline, long least) {
    long counted = lastHour(pipeline, "orders.count").count();
    assertThat((long) lastHour(pipeline, "orders.value").sum()).isEqualTo(counted);
    assertThat(counted).isGreaterThanOrEqualTo(least);
    return counted;
  }

  private static long total(long... recorded) {
    return recorded[0] + recorded[1];
  }

  @Test
  void noneIsZeroWhileTheRuntimeLivesAndAGapElse() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 1);
    for (int i = 0; i < 30; i++) {
      clock.pass(Duration.ofSeconds(10));
      pipeline.tick();
      pipeline.store();
    }

    TimeSeries series =
        reader(pipeline).timeSeries(Question.about("orders.count").period(Period.HOUR));
    List<DataPoint> points = series.lines().get(0).points();

    assertThat(points).hasSize(60);
    assertThat(points.get(0).state()).isEqualTo(PointState.GAP);
    assertThat(points.get(0).hasValue()).isFalse();
    assertThat(points.get(57).state()).isEqualTo(PointState.WHOLE);
    assertThat(points.get(57).value()).isZero();
    assertThat(points.get(59).state()).isEqualTo(PointState.PARTIAL);
    assertThat(points.stream().filter(DataPoint::hasValue).mapToDouble(DataPoint::value).sum())
        .isEqualTo(1);
  }

  @Test
  void aPercentileWhereNothingWasMeasuredIsNoNumber() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().histogram("orders.value", 1);
    for (int i = 0; i < 30; i++) {
      clock.pass(Duration.ofSeconds(10));
      pipeline.tick();
      pipeline.store();
    }

    List<DataPoint> points =
        reader(pipeline)
            .timeSeries(
                Question.about("orders.value")
                    .period(Period.HOUR)
                    .aggregate(Aggregation.percentile(99)))
            .lines()
            .get(0)
            .points();

    assertThat(points.get(58).state()).isEqualTo(PointState.WHOLE);
    assertThat(points.get(58).value()).isNaN();
  }

  @Test
  void aGaugeShowsWhatItShowsNow() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().gauge("jobs.active", 3);
    pipeline.tick();
    pipeline.metrics().gauge("jobs.active", 5);

    List<GaugeReading> now = reader(pipeline).latestGauge(Question.about("jobs.active"));
    pipeline.metrics().gauge("jobs.active", 6);

    assertThat(now).extracting(GaugeReading::last).containsExactly(5.0);
    assertThat(reader(pipeline).latestGauge(Question.about("jobs.active")))
        .extracting(GaugeReading::last)
        .containsExactly(6.0);
  }

  @Test
  void gaugesOfSeveralRuntimesAddUpWhereEachHasItsOwn() {
    Pipeline one = pipeline();
    Pipeline other = pipeline();
    one.metrics().gauge("jobs.active", 3);
    other.metrics().gauge("jobs.active", 4);
    other.tick();
    other.store();

    assertThat(reader(one).latestGauge(Question.about("jobs.active")))
        .extracting(GaugeReading::last)
        .containsExactly(7.0);
  }

  @Test
  void aTenantFindsItsOwnMetricsAndNumbersAlone() {
    Pipeline pipeline = pipeline();
    pipeline
        .metrics()
        .recordUserMetric("acme", "sent.count", 2, UserMetricKind.COUNT, Tags.empty());
    pipeline
        .metrics()
        .recordUserMetric("mega", "lost.count", 3, UserMetricKind.COUNT, Tags.empty());

    assertThat(reader(pipeline).userMetricNames("acme"))
        .extracting(MetricName::name)
        .containsExactly("user.sent.count");
    assertThat(
            reader(pipeline)
                .aggregate(Question.about(Selection.ofTenants("user.sent.count").tenant("acme")))
                .count())
        .isEqualTo(2);
    assertThat(
            reader(pipeline)
                .aggregate(Question.about(Selection.ofTenants("user.sent.count").tenant("mega")))
                .state())
        .isEqualTo(PointState.GAP);
  }

  @Test
  void whatATenantRecordedIsFoundAfterARestartAndByOthers() {
    Pipeline before = pipeline();
    before.prepare();
    before.metrics().recordUserMetric("acme", "sent.count", 2, UserMetricKind.COUNT, Tags.empty());
    before.tick();
    before.store();
    Pipeline after = pipeline();
    after.prepare();

    assertThat(reader(after).userMetricNames("acme"))
        .extracting(MetricName::name)
        .containsExactly("user.sent.count");
    assertThat(
            reader(after)
                .aggregate(Question.about(Selection.ofTenants("user.sent.count").tenant("acme")))
                .count())
        .isEqualTo(2);
  }

  @Test
  void namesHoldWhatIsRecordedNowAndWhatIsStored() {
    Pipeline before = pipeline();
    before.metrics().count("old.count", 1);
    before.tick();
    before.store();
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("new.count", 1);

    assertThat(reader(pipeline).names())
        .extracting(MetricName::name)
        .contains("old.count", "new.count", "tallystick.series.active")
        .isSorted();
  }

  @Test
  void questionsAreCountedByWhetherAnAnswerWasThere() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 1);
    Question question = Question.about("orders.count");

    reader(pipeline).aggregate(question);
    reader(pipeline).aggregate(question);

    assertThat(hits(pipeline, "hit")).isEqualTo(1);
    assertThat(hits(pipeline, "miss")).isEqualTo(1);
    assertThat(lastHour(pipeline, "tallystick.query.duration_ms").count()).isGreaterThan(1);
  }

  private long hits(Pipeline pipeline, String result) {
    return reader(pipeline)
        .aggregate(Question.about("tallystick.query.cache.count").tag("result", result).fresh())
        .count();
  }
}

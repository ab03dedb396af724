package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.Tags;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Metrics that are in no store are asked about like any other. */
class DerivedQuestionsTest {
  private static final String NAME = "trace.started";
  private static final Instant HOUR = ReaderRig.NOW.truncatedTo(ChronoUnit.HOURS);

  private final List<Duration> steps = new ArrayList<>();
  private final ReaderRig rig = new ReaderRig(Limits.DEFAULT, new Traces());
  private final MetricsReader reader = rig.reader();
  private final Question started = Question.about(NAME);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aSeriesHasAPointForEachStepAndNoneIsZero() {
    TimeSeries day = reader.timeSeries(started);

    List<DataPoint> points = day.lines().get(0).points();
    assertThat(points).hasSize(24);
    assertThat(points.get(23).value()).isEqualTo(3);
    assertThat(points.get(22).value()).isEqualTo(4);
    assertThat(points.get(21).value()).isZero();
    assertThat(steps).containsExactly(Duration.ofHours(1));
  }

  @Test
  void groupsAndFiltersGoByTheTagsOfTheRows() {
    assertThat(reader.breakdown(started.groupBy("kind")).values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("job", 6.0, "web", 1.0));
    assertThat(reader.aggregate(started.tag("kind", "web")).sum()).isEqualTo(1);
    assertThat(reader.timeSeries(started.groupBy("kind")).lines()).hasSize(2);
  }

  @Test
  void itIsAmongTheNames() {
    assertThat(reader.names()).extracting(MetricName::name).containsExactly(NAME);
  }

  @Test
  void anAnswerIsTheSameForAMinute() {
    TimeSeries first = reader.timeSeries(started);
    rig.pass(Duration.ofMillis(59_999));
    assertThat(reader.timeSeries(started)).isSameAs(first);
    rig.pass(Duration.ofMillis(1));
    assertThat(reader.timeSeries(started)).isNotSameAs(first);
  }

  @Test
  void itAddsUpAndHasNoPercentile() {
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> reader.timeSeries(started.aggregate(Aggregation.percentile(95))));
  }

  private final class Traces implements DerivedHistory {
    @Override
    public Set<String> names() {
      return Set.of(NAME);
    }

    @Override
    public List<Value> series(String name, TimeRange range, Duration step) {
      steps.add(step);
      return List.of(
          new Value(HOUR.minus(Duration.ofDays(3)), 100, Tags.of("kind", "job")),
          new Value(HOUR.minus(Duration.ofHours(1)), 4, Tags.of("kind", "job")),
          new Value(HOUR, 2, Tags.of("kind", "job")),
          new Value(HOUR, 1, Tags.of("kind", "web")));
    }
  }
}

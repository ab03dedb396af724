package io.tallystick.core.alert;

import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Step;
import io.tallystick.core.query.TimeSeries;
import io.tallystick.core.query.Windows;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the series of a spike rule were like before anybody watched: the hours of former weeks, the
 * five minutes of the last week, and the minutes of the last hours.
 */
final class SpikePast {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration MINUTES_OF = Duration.ofHours(4);
  private static final Duration FIVE_MINUTES_OF = Duration.ofDays(7);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOURS_OF = Duration.ofDays(14);

  private final MetricsReader reader;
  private final Measurement measurement;

  SpikePast(MetricsReader reader, Measurement measurement) {
    this.reader = reader;
    this.measurement = measurement;
  }

  /**
   * A watch that knows what was before a time.
   *
   * @param before whole minutes
   */
  SpikeWatch watch(RuleDefinition rule, Instant before) {
    SpikeWatch watch = new SpikeWatch(rule);
    Question question = measurement.question(rule);
    if (question == null) {
      return watch;
    }
    Question few = question.top(SpikeWatch.MOST_GROUPS);
    Predicate<List<String>> isRecent = recent(rule, before);
    Instant recent = before.minus(MINUTES_OF);
    Instant week = before.minus(FIVE_MINUTES_OF);
    learn(watch, isRecent, few, new TimeRange(before.minus(HOURS_OF), week), Step.HOUR);
    for (Instant day = week; day.isBefore(recent); day = day.plus(DAY)) {
      Instant end = day.plus(DAY).isBefore(recent) ? day.plus(DAY) : recent;
      learn(watch, isRecent, few, new TimeRange(day, end), Step.FIVE_MINUTES);
    }
    learnMinutes(watch, rule, new TimeRange(recent, before));
    return watch;
  }

  /** Only so many groups are watched: the largest of the last day, and not some of weeks ago. */
  private Predicate<List<String>> recent(RuleDefinition rule, Instant before) {
    if (rule.scope().groupBy().isEmpty()) {
      return group -> true;
    }
    Set<List<String>> largest =
        measurement.groups(rule, before).stream()
            .limit(SpikeWatch.MOST_GROUPS)
            .collect(Collectors.toSet());
    return largest::contains;
  }

  private void learn(
      SpikeWatch watch,
      Predicate<List<String>> isRecent,
      Question question,
      TimeRange range,
      Step step) {
    TimeSeries series =
        reader.timeSeries(question.range(range.from(), range.to()).step(step).fresh());
    boolean isSummed = series.aggregation().equals("count") || series.aggregation().equals("sum");
    series.lines().stream()
        .filter(line -> isRecent.test(line.group()))
        .forEach(
            line ->
                line.points()
                    .forEach(
                        point -> {
                          Duration width = Duration.between(point.from(), point.to());
                          double minutes = width.toMillis() / (double) MINUTE.toMillis();
                          double value = isSummed ? point.value() / minutes : point.value();
                          watch.learn(line.group(), point.from(), width, value);
                        }));
  }

  private void learnMinutes(SpikeWatch watch, RuleDefinition rule, TimeRange range) {
    Course minutes = measurement.course(rule, MINUTE, range);
    minutes.lines().forEach((group, points) -> learnMinutes(watch, group, minutes, points));
  }

  private static void learnMinutes(
      SpikeWatch watch, List<String> group, Course minutes, List<Windows.Point> points) {
    for (int i = 0; i < points.size(); i++) {
      Instant start = minutes.ends().get(i).minus(minutes.step());
      watch.learn(group, start, minutes.step(), points.get(i).value());
    }
  }
}

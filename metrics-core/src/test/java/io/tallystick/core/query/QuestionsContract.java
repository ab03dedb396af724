package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.GaugeCombination;
import io.tallystick.Metrics;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Questions about what a store keeps have the answers that every single value gives: while nothing
 * is folded, when all is, when what is fine is purged, with late rows, and with what the store does
 * not know yet.
 */
public abstract class QuestionsContract {
  private static final long SEED = 20_261_126;
  private static final int QUESTIONS = 60;

  private StorageBackend backend;
  private Instant now;
  private ReferenceHistory history;
  private RandomQuestions questions;
  private final List<OwnedBucket> unconfirmed = new ArrayList<>();
  private final Random random = new Random(SEED);
  private MetricsReader reader;
  private ReferenceAnswers reference;
  private int answered;

  /** A backend that holds nothing, as {@code StorageBackendContract} asks for it. */
  protected abstract StorageBackend openEmpty();

  @BeforeEach
  void openReader() {
    backend = openEmpty();
    now = backend.control().now().truncatedTo(ChronoUnit.MILLIS);
    history = new ReferenceHistory(SEED, now, backend.buckets().identity().zone());
    questions = new RandomQuestions(SEED, now);
    ReaderSettings settings =
        new ReaderSettings(
            Limits.DEFAULT.withDeadline(Duration.ofMinutes(2)),
            1,
            () -> now,
            () -> 0,
            name -> Optional.empty(),
            tenant -> tenant,
            Metrics.noop());
    reader = new MetricsReader(backend.buckets(), new ReferenceLive(unconfirmed), settings);
  }

  @AfterEach
  void closeReader() {
    reader.close();
    backend.close();
  }

  @Test
  void randomQuestionsHaveTheAnswersThatEveryValueGives() {
    history.recordYear();
    history.write(backend.buckets());
    askMany("nothing folded");

    sweepAll();
    assertThat(backend.buckets().horizon(Granularity.HOUR)).isAfter(Instant.MIN);
    askMany("folded and purged");

    recordLate();
    askMany("late rows");

    recordWhatIsNotConfirmed();
    askMany("unconfirmed");

    backend.buckets().write(new Batch(unconfirmed));
    unconfirmed.clear();
    sweepAll();
    askMany("folded again");
    assertThat(answered).isGreaterThan(3 * QUESTIONS);
  }

  /** Where a backend has such a table. */
  @Test
  void flatSummariesOfRequestsSayWhatAnswersAndEveryValueDo() {
    history.recordRequests(30);
    history.write(backend.buckets());
    sweepAll();
    reference = new ReferenceAnswers(history.samples());

    backend
        .requests()
        .ifPresent(
            table -> {
              List<RequestSummary> rows =
                  table.find(Granularity.HOUR, new TimeRange(now.minus(Duration.ofDays(4)), now));
              assertThat(rows).isNotEmpty();
              rows.forEach(this::checkSummary);
            });
  }

  private void checkSummary(RequestSummary row) {
    Instant from = row.group().start();
    Instant to = from.plus(Duration.ofHours(1));
    Selection requests =
        Selection.of(ReferenceHistory.REQUESTS)
            .tag("route_id", row.group().endpoint())
            .tag("method", row.group().method());
    long exact = reference.of(requests, List.of(), List.of()).values(from, to).size();
    Aggregate counted = reader.aggregate(Question.about(requests).range(from, to));
    Aggregate failed =
        reader.aggregate(Question.about(requests.tag("status_class", "5xx")).range(from, to));
    Aggregate took =
        reader.aggregate(
            Question.about(requests.about(ReferenceHistory.REQUEST_TIMES)).range(from, to));

    assertThat(row.requests()).as("%s", row).isEqualTo(exact).isEqualTo(counted.count());
    assertThat(row.errors5xx()).isEqualTo(failed.count());
    assertThat(Objects.requireNonNull(row.times()).percentiles().p95()).isEqualTo(took.p95());
  }

  /** As old as each granularity is kept, and so wide that they are in no narrower bucket. */
  private void recordLate() {
    for (int i = 0; i < 6; i++) {
      Instant hour = now.truncatedTo(ChronoUnit.HOURS);
      history.record(hour.minus(Duration.ofHours(random.nextInt(12))), 10);
      history.recordWide(
          Granularity.FIVE_MINUTES, now.minus(Duration.ofHours(1 + random.nextInt(84))));
      history.recordWide(Granularity.HOUR, now.minus(Duration.ofHours(2 + random.nextInt(1_000))));
      history.recordWide(Granularity.DAY, now.minus(Duration.ofDays(2 + random.nextInt(300))));
    }
    history.write(backend.buckets());
  }

  /** Of some the store has an older version, of some a newer one, of some none. */
  private void recordWhatIsNotConfirmed() {
    history.record(now.truncatedTo(ChronoUnit.HOURS), 40);
    history.recordWide(Granularity.HOUR, now.minus(Duration.ofHours(5)));
    history.recordWide(Granularity.FIVE_MINUTES, now.minus(Duration.ofMinutes(50)));
    for (OwnedBucket newest : history.takeBuckets(2)) {
      switch (random.nextInt(3)) {
        case 0 -> unconfirmed.add(newest);
        case 1 -> {
          backend.buckets().write(Batch.of(ReferenceHistory.older(newest)));
          unconfirmed.add(newest);
        }
        default -> {
          backend.buckets().write(Batch.of(newest));
          unconfirmed.add(ReferenceHistory.older(newest));
        }
      }
    }
  }

  private void sweepAll() {
    Janitor janitor =
        new Janitor(
            backend,
            WriterId.random(),
            JanitorSettings.standard()
                .withSweepTime(Duration.ofSeconds(20))
                .withRequestsSummedUp(true),
            name -> GaugeCombination.SUM,
            Metrics.noop(),
            System::nanoTime);
    for (int i = 0; i < 10; i++) {
      janitor.sweep();
    }
    janitor.release();
  }

  private void askMany(String when) {
    reference = new ReferenceAnswers(history.samples());
    for (int i = 0; i < QUESTIONS; i++) {
      Question question = questions.next().fresh();
      try {
        ask(question);
        answered++;
      } catch (InvalidQueryException refused) {
        assertThat(refused.field()).as("%s: %s", question, refused).isEqualTo("step");
      } catch (AssertionError wrong) {
        throw new AssertionError("%s, question %d: %s".formatted(when, i, question), wrong);
      }
    }
  }

  private void ask(Question question) {
    switch (questions.nextInt(5)) {
      case 0 -> checkSeries(question);
      case 1 -> checkSeries(questions.grouped(question));
      case 2 -> checkAggregate(question);
      case 3 -> checkBreakdown(questions.grouped(question));
      default ->
          checkHeatmap(questions.grouped(question).step(Step.DAY).aggregate(Aggregation.COUNT));
    }
  }

  private void checkSeries(Question question) {
    TimeSeries series = reader.timeSeries(question);
    TreeSet<String> groups = new TreeSet<>();
    ReferenceAnswers alive = reference.alive(question.selection());
    for (Line line : series.lines()) {
      groups.add(line.group().toString());
      ReferenceAnswers of = reference.of(question.selection(), question.keys(), line.group());
      for (DataPoint point : line.points()) {
        checkPoint(question, point, of, alive, series.basis());
      }
      checkCalendar(series, question, line.points());
    }
    if (!question.keys().isEmpty() && !series.lines().isEmpty()) {
      List<DataPoint> points = series.lines().get(0).points();
      assertThat(groups)
          .isEqualTo(
              reference.groups(
                  question.selection(),
                  question.keys(),
                  points.get(0).from(),
                  points.get(points.size() - 1).to()));
    }
  }

  private void checkPoint(
      Question question,
      DataPoint point,
      ReferenceAnswers of,
      ReferenceAnswers alive,
      Basis basis) {
    List<Double> values = of.values(point.from(), point.to());
    boolean isGap = values.isEmpty() && alive.values(point.from(), point.to()).isEmpty();
    assertThat(point.state() == PointState.GAP).as("%s is a gap", point).isEqualTo(isGap);
    if (isGap) {
      assertThat(point.value()).isNaN();
    } else {
      Instant end = point.to().isAfter(now) ? now : point.to();
      double seconds = Math.max(0, Duration.between(point.from(), end).toMillis() / 1_000.0);
      checkNumber(question, point.value(), values, seconds, basis);
    }
  }

  private static void checkNumber(
      Question question, double found, List<Double> values, double seconds, Basis basis) {
    Aggregation by = question.aggregation();
    boolean isHistogram = question.selection().metric().equals(ReferenceHistory.TIMES);
    double sum = ReferenceAnswers.sum(values);
    double count = isHistogram ? values.size() : sum;
    switch (by.type()) {
      case COUNT -> assertThat(found).isCloseTo(count, within(1e-9 * count));
      case SUM -> assertThat(found).isCloseTo(sum, within(1e-9 * sum));
      case RATE -> {
        if (seconds == 0) { // a step that begins this very millisecond has no rate yet
          assertThat(found).isNaN();
        } else {
          assertThat(found * seconds).isCloseTo(count, within(1e-6 * (1 + count)));
        }
      }
      default -> checkValue(by, found, values, basis);
    }
  }

  private static void checkValue(Aggregation by, double found, List<Double> values, Basis basis) {
    if (values.isEmpty()) {
      assertThat(found).isNaN();
      return;
    }
    double exact =
        switch (by.type()) {
          case MIN -> values.stream().mapToDouble(value -> value).min().orElseThrow();
          case MAX -> values.stream().mapToDouble(value -> value).max().orElseThrow();
          default -> ReferenceAnswers.sum(values) / values.size();
        };
    if (by.isPercentile()) {
      assertThat(ReferenceAnswers.isPercentile(found, values, by.quantile(), basis))
          .as("%s is %s of %s", found, by, values)
          .isTrue();
    } else {
      assertThat(found).isCloseTo(exact, within(1e-9 * exact));
    }
  }

  /** Without a hole; and where nothing had to be moved, as the calendar says. */
  private static void checkCalendar(TimeSeries series, Question question, List<DataPoint> points) {
    ZoneId zone = question.when().zone();
    for (int i = 1; i < points.size(); i++) {
      DataPoint point = points.get(i);
      assertThat(point.from()).isEqualTo(points.get(i - 1).to()).isBefore(point.to());
      if (!point.isApproximate()) {
        ZonedDateTime start = point.from().atZone(zone);
        assertThat(isBorder(series.step(), start)).as("%s of %s", start, series.step()).isTrue();
      }
    }
  }

  private static boolean isBorder(Step step, ZonedDateTime start) {
    boolean isMidnight = start.toLocalTime().equals(LocalTime.MIDNIGHT);
    return switch (step) {
      case MINUTE -> start.getSecond() == 0;
      case FIVE_MINUTES -> start.getMinute() % 5 == 0 && start.getSecond() == 0;
      case HOUR -> start.getMinute() == 0;
      case SIX_HOURS -> start.getHour() % 6 == 0 && start.getMinute() == 0;
      case DAY -> isMidnight;
      case WEEK -> isMidnight && start.getDayOfWeek() == DayOfWeek.MONDAY;
      case MONTH -> isMidnight && start.getDayOfMonth() == 1;
    };
  }

  private void checkAggregate(Question question) {
    Aggregate found = reader.aggregate(question);
    TimeRange range = found.range();
    ReferenceAnswers of = reference.of(question.selection(), List.of(), List.of());
    List<Double> values = of.values(range.from(), range.to());
    double sum = ReferenceAnswers.sum(values);
    assertThat(found.sum()).isCloseTo(sum, within(1e-9 * sum));
    if (question.selection().metric().equals(ReferenceHistory.TIMES)) {
      assertThat(found.count()).isEqualTo(values.size());
      checkValue(Aggregation.AVG, found.avg(), values, found.basis());
      checkValue(Aggregation.MIN, found.min(), values, found.basis());
      checkValue(Aggregation.MAX, found.max(), values, found.basis());
      checkValue(Aggregation.percentile(50), found.p50(), values, found.basis());
      checkValue(Aggregation.percentile(95), found.p95(), values, found.basis());
      checkValue(Aggregation.percentile(99), found.p99(), values, found.basis());
    }
  }

  private void checkBreakdown(Question question) {
    Breakdown found = reader.breakdown(question);
    TimeRange range = found.range();
    for (Share share : found.shares()) {
      List<Double> values =
          reference
              .of(question.selection(), question.keys(), share.group())
              .values(range.from(), range.to());
      Instant end = range.to().isAfter(now) ? now : range.to();
      double seconds = Math.max(0, Duration.between(range.from(), end).toMillis() / 1_000.0);
      checkNumber(question, share.value(), values, seconds, found.basis());
    }
    assertThat(found.shares().stream().map(share -> share.group().toString()))
        .containsExactlyInAnyOrderElementsOf(
            reference.groups(question.selection(), question.keys(), range.from(), range.to()));
  }

  private void checkHeatmap(Question question) {
    Heatmap map = reader.heatmap(question);
    boolean isHistogram = question.selection().metric().equals(ReferenceHistory.TIMES);
    for (Heatmap.Row row : map.rows()) {
      ReferenceAnswers of = reference.of(question.selection(), question.keys(), row.group());
      for (int i = 0; i + 1 < map.columns().size(); i++) {
        List<Double> values = of.values(map.columns().get(i), map.columns().get(i + 1));
        double count = isHistogram ? values.size() : ReferenceAnswers.sum(values);
        assertThat(row.counts().get(i)).isCloseTo(count, within(1e-9 * count));
        assertThat(row.intensities().get(i))
            .isBetween(0.0, 1.0)
            .isCloseTo(map.most() == 0 ? 0 : count / map.most(), within(1e-9));
      }
    }
  }
}

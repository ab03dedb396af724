package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.core.query.QueryStoppedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which answers are given again, and what happens to those who wait. */
class AnswersTest {
  private static final Question ORDERS = Question.about("orders.count");

  private final ReaderRig rig = new ReaderRig();
  private final MetricsReader reader = rig.reader();

  @BeforeEach
  void record() {
    rig.count("orders.count", ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES), 1, "shop", "a");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aSeriesIsTheSameFor15SecondsAndAnAggregateFor60() {
    TimeSeries series = reader.timeSeries(ORDERS);
    Aggregate aggregate = reader.aggregate(ORDERS);

    rig.pass(Duration.ofMillis(14_999));
    assertThat(reader.timeSeries(ORDERS)).isSameAs(series);
    rig.pass(Duration.ofMillis(1));
    assertThat(reader.timeSeries(ORDERS)).isNotSameAs(series);
    rig.pass(Duration.ofMillis(44_999));
    assertThat(reader.aggregate(ORDERS)).isSameAs(aggregate);
    rig.pass(Duration.ofMillis(1));
    assertThat(reader.aggregate(ORDERS)).isNotSameAs(aggregate);
  }

  @Test
  void namesAreTheSameFor60Seconds() {
    List<MetricName> names = reader.names();
    rig.count("new.count", ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES), 1);

    rig.pass(Duration.ofMillis(59_999));
    assertThat(reader.names()).isSameAs(names);
    rig.pass(Duration.ofMillis(1));
    assertThat(reader.names()).hasSize(2);
  }

  @Test
  void aFreshQuestionHasANewAnswerWhichOthersThenGet() {
    Aggregate old = reader.aggregate(ORDERS);
    Aggregate fresh = reader.aggregate(ORDERS.fresh());

    assertThat(fresh).isNotSameAs(old);
    assertThat(reader.aggregate(ORDERS)).isSameAs(fresh);
  }

  @Test
  void usualPercentilesAreReadOnceForAllOfThem() {
    Instant minute = ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES);
    for (int i = 1; i <= 10; i++) {
      rig.time("orders.value", minute, 10 * i, "shop", "shop-" + i);
    }
    Question values = Question.about("orders.value").range(minute, minute.plusSeconds(60));

    assertThat(percentile(values, 95)).isEqualTo("p95 100");
    int questions = rig.questions();
    assertThat(percentile(values, 50)).isEqualTo("p50 50");
    assertThat(percentile(values, 99)).isEqualTo("p99 100");
    assertThat(rig.questions()).isEqualTo(questions);
    assertThat(percentile(values, 90)).isEqualTo("p90 90");
    assertThat(rig.questions()).isGreaterThan(questions);
  }

  @Test
  void sharesOfUsualPercentilesAreReadOnceForAllOfThem() {
    Instant minute = ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES);
    rig.time("orders.value", minute, 10, "shop", "a", "till", "1");
    rig.time("orders.value", minute, 90, "shop", "a", "till", "2");
    rig.time("orders.value", minute, 50, "shop", "b");

    assertThat(shares(50)).isEqualTo("p50 {b=50, a=10}");
    int questions = rig.questions();
    assertThat(shares(95)).isEqualTo("p95 {a=90, b=50}");
    assertThat(shares(99)).isEqualTo("p99 {a=90, b=50}");
    assertThat(rig.questions()).isEqualTo(questions);
  }

  private String shares(int percentile) {
    Question byShop = Question.about("orders.value").groupBy("shop");
    Breakdown found = reader.breakdown(byShop.aggregate(Aggregation.percentile(percentile)));
    return found.shares().stream()
        .map(share -> "%s=%d".formatted(share.name(), Math.round(share.value())))
        .collect(Collectors.joining(", ", found.aggregation() + " {", "}"));
  }

  @Test
  void aFreshPercentileIsWhatOthersThenGetOfAllOfThem() {
    Instant minute = ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES);
    Question values = Question.about("orders.value").range(minute, minute.plusSeconds(60));
    rig.time("orders.value", minute, 10);
    assertThat(percentile(values, 50)).isEqualTo("p50 10");
    rig.time("orders.value", minute, 30, "shop", "a");

    assertThat(percentile(values, 99)).isEqualTo("p99 10");
    assertThat(percentile(values.fresh(), 95)).isEqualTo("p95 30");
    assertThat(percentile(values, 99)).isEqualTo("p99 30");
  }

  private String percentile(Question question, int percentile) {
    TimeSeries series = reader.timeSeries(question.aggregate(Aggregation.percentile(percentile)));
    double value = series.lines().get(0).points().get(0).value();
    return "%s %d".formatted(series.aggregation(), Math.round(value));
  }

  @Test
  void questionsThatDifferHaveAnswersOfTheirOwn() {
    assertThat(reader.aggregate(ORDERS.period(Period.HOUR)))
        .isNotSameAs(reader.aggregate(ORDERS.period(Period.WEEK)));
    assertThat(reader.aggregate(ORDERS.tag("shop", "a")).count()).isEqualTo(1);
    assertThat(reader.aggregate(ORDERS.tag("shop", "b")).count()).isZero();
    assertThat(reader.aggregate(ORDERS.source("service:other")).count()).isZero();
  }

  @Test
  void manyWhoAskTheSameAtOnceShareOneAnswer() throws Exception {
    CountDownLatch gate = rig.shut();
    ExecutorService hosts = Executors.newFixedThreadPool(8);
    List<Future<Aggregate>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(hosts.submit(() -> reader.aggregate(ORDERS)));
    }
    rig.awaitReading();
    gate.countDown();

    Aggregate first = answers.get(0).get(30, TimeUnit.SECONDS);
    for (Future<Aggregate> answer : answers) {
      assertThat(answer.get(30, TimeUnit.SECONDS)).isSameAs(first);
    }
    int asked = rig.questions();
    assertThat(reader.aggregate(ORDERS)).isSameAs(first);
    assertThat(rig.questions()).isEqualTo(asked);
    hosts.shutdown();
  }

  @Test
  void whoIsInterruptedWaitsNoLongerAndTheWorkEnds() throws Exception {
    CountDownLatch gate = rig.shut();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread host =
        new Thread(
            () -> {
              try {
                reader.aggregate(ORDERS);
              } catch (RuntimeException stopped) {
                thrown.set(stopped);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    host.start();
    rig.awaitReading();
    host.interrupt();
    host.join(30_000);

    assertThat(((QueryStoppedException) thrown.get()).reason()).isEqualTo(Reason.CANCELLED);
    assertThat(interrupted.get()).isTrue();
    int asked = rig.questions();
    gate.countDown();
    assertThat(reader.aggregate(ORDERS).count()).as("for who asks anew").isEqualTo(1);
    assertThat(rig.questions()).as("what was given up reads on").isGreaterThan(asked);
  }

  @Test
  void whoStillWaitsGetsTheAnswerWhenAnotherGoesAway() throws Exception {
    CountDownLatch gate = rig.shut();
    ExecutorService hosts = Executors.newFixedThreadPool(1);
    Future<Aggregate> stays = hosts.submit(() -> reader.aggregate(ORDERS));
    rig.awaitReading();
    Thread goes =
        new Thread(
            () ->
                assertThatExceptionOfType(QueryStoppedException.class)
                    .isThrownBy(() -> reader.aggregate(ORDERS)));
    goes.start();
    goes.interrupt();
    goes.join(30_000);
    gate.countDown();

    assertThat(stays.get(30, TimeUnit.SECONDS).count()).isEqualTo(1);
    hosts.shutdown();
  }

  @Test
  void aQuestionThatTakesTooLongIsGivenUp() {
    try (ReaderRig slow = new ReaderRig(Limits.DEFAULT.withDeadline(Duration.ofMillis(50)))) {
      slow.count("orders.count", ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES), 1);
      CountDownLatch gate = slow.shut();

      assertThatExceptionOfType(QueryStoppedException.class)
          .isThrownBy(() -> slow.reader().aggregate(ORDERS))
          .withMessageContaining("shorter time")
          .satisfies(stopped -> assertThat(stopped.reason()).isEqualTo(Reason.DEADLINE));
      gate.countDown();
    }
  }

  @Test
  void tooManyWhoWaitAreTurnedAway() throws Exception {
    CountDownLatch gate = rig.shut();
    ExecutorService hosts = Executors.newCachedThreadPool();
    List<Future<?>> asked = new ArrayList<>();
    AtomicReference<Reason> refused = new AtomicReference<>();
    for (int i = 0; i < 300; i++) {
      Question each = ORDERS.range(ReaderRig.NOW.minusSeconds(600 + i), ReaderRig.NOW);
      asked.add(
          hosts.submit(
              () -> {
                try {
                  reader.aggregate(each);
                } catch (QueryStoppedException stopped) {
                  refused.set(stopped.reason());
                  gate.countDown();
                }
              }));
    }
    for (Future<?> each : asked) {
      each.get(60, TimeUnit.SECONDS);
    }

    assertThat(refused.get()).isEqualTo(Reason.CROWD);
    hosts.shutdown();
  }

  @Test
  void aClosedReaderSaysSo() {
    reader.close();

    assertThatExceptionOfType(QueryStoppedException.class)
        .isThrownBy(() -> reader.aggregate(ORDERS))
        .satisfies(stopped -> assertThat(stopped.reason()).isEqualTo(Reason.CLOSED));
  }

  @Test
  void aFailureIsNotKept() {
    Question wrong = ORDERS.groupBy("color");
    assertThatExceptionOfType(InvalidQueryException.class)
        .isThrownBy(() -> reader.breakdown(wrong));
    rig.count("orders.count", ReaderRig.NOW.truncatedTo(ChronoUnit.MINUTES), 2, "color", "red");

    assertThat(reader.breakdown(wrong).values()).containsEntry("red", 2.0);
  }

  @Test
  void whoWaitsWhenTheReaderClosesIsToldAtOnce() throws Exception {
    CountDownLatch gate = rig.shut();
    ExecutorService hosts = Executors.newFixedThreadPool(6);
    List<Future<Reason>> reasons = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Question each = ORDERS.range(ReaderRig.NOW.minusSeconds(600 + i), ReaderRig.NOW);
      reasons.add(
          hosts.submit(
              () -> {
                try {
                  reader.aggregate(each);
                  return Reason.DEADLINE;
                } catch (QueryStoppedException stopped) {
                  return stopped.reason();
                }
              }));
    }
    rig.awaitReading();
    reader.close();

    for (Future<Reason> reason : reasons) {
      assertThat(reason.get(5, TimeUnit.SECONDS)).isEqualTo(Reason.CLOSED);
    }
    gate.countDown();
    hosts.shutdown();
  }
}

package io.tallystick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MeasuringTest {
  private static final Tags RESET = Tags.of("type", "reset");

  private final RecordedCalls runtime = new RecordedCalls();
  private final Metrics metrics = runtime.metrics();

  @Test
  void measureGivesBackTheValueAndRecordsSuccess() {
    int answer = metrics.measure("email.send.duration_ms", RESET, () -> 42);

    assertThat(answer).isEqualTo(42);
    assertRecorded("email.send.duration_ms", "{type=reset}, SUCCESS");
  }

  @Test
  void aCheckedExceptionPassesThroughWithItsOwnType() {
    IOException thrown = new IOException("mail server is away");
    IOException caught = null;
    try {
      metrics.measure("email.send.duration_ms", () -> failWith(thrown));
    } catch (IOException ofItsOwnType) {
      caught = ofItsOwnType;
    }
    assertThat(caught).isSameAs(thrown);
    assertRecorded("email.send.duration_ms", "{}, ERROR");
  }

  @Test
  void runIsTheVoidTwinAndTakesMethodReferences() throws InterruptedException {
    Deque<String> done = new ArrayDeque<>(List.of("work"));
    metrics.run("cache.rebuild.duration_ms", done::pop);
    metrics.run("cache.rebuild.duration_ms", RESET, MeasuringTest::mayBeInterrupted);

    assertThat(done).isEmpty();
    assertThat(runtime.calls()).hasSize(2).allMatch(call -> call.endsWith("SUCCESS]"));
  }

  @Test
  void whatRunThrowsPassesThrough() {
    Error thrown = new AssertionError("of the host");

    assertThatThrownBy(
            () ->
                metrics.run(
                    "a.duration_ms",
                    () -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertRecorded("a.duration_ms", "{}, ERROR");
  }

  @Test
  void measureAsyncGivesBackTheCallersOwnStageAndRecordsWhenItCompletes() {
    CompletableFuture<String> own = new CompletableFuture<>();

    CompletableFuture<String> given =
        metrics.measureAsync("db.query.duration_ms", RESET, () -> own);

    assertThat(given).isSameAs(own);
    assertThat(runtime.calls()).isEmpty();
    own.complete("rows");
    assertRecorded("db.query.duration_ms", "{type=reset}, SUCCESS");
  }

  @Test
  void aStageThatFailsOrIsCancelledIsAnError() {
    CompletableFuture<String> failing = new CompletableFuture<>();
    CompletableFuture<String> cancelled = new CompletableFuture<>();
    metrics.measureAsync("db.query.duration_ms", () -> failing);
    metrics.measureAsync("db.query.duration_ms", () -> cancelled);

    failing.completeExceptionally(new IOException("gone"));
    cancelled.cancel(true);

    assertThat(runtime.calls()).hasSize(2).allMatch(call -> call.endsWith("ERROR]"));
  }

  @Test
  void anAsyncCallThatThrowsAtOnceIsAnErrorAndPassesThrough() {
    assertThatThrownBy(
            () ->
                metrics.measureAsync(
                    "db.query.duration_ms",
                    () -> {
                      if (runtime.calls().isEmpty()) {
                        throw new IOException("no connection");
                      }
                      return new CompletableFuture<String>();
                    }))
        .isInstanceOf(IOException.class);
    assertRecorded("db.query.duration_ms", "{}, ERROR");
  }

  @Test
  void noStageAndAStageWithoutListenersAreTimedWithoutAResult() {
    CompletionStage<?> deaf =
        RecordedCalls.proxy(
            CompletionStage.class,
            (proxy, method, args) -> {
              throw new UnsupportedOperationException(method.getName());
            });

    assertThat(metrics.<CompletionStage<?>, RuntimeException>measureAsync("a.b", () -> null))
        .isNull();
    assertThat((Object) metrics.measureAsync("a.b", () -> deaf)).isSameAs(deaf);
    assertThat(runtime.calls()).hasSize(2).allMatch(call -> call.endsWith("{}]"));
  }

  @Test
  void aTimingEndsOnce() {
    Timing timing = metrics.start("job.duration_ms", RESET);
    timing.success();
    timing.failure();
    timing.close();

    assertRecorded("job.duration_ms", "{type=reset}, SUCCESS");
  }

  @Test
  void aTimingThatNobodyJudgedHasNoResult() {
    try (Timing timing = metrics.start("job.duration_ms")) {
      assertThat(timing).isNotNull();
    }

    assertThat(runtime.calls()).singleElement().asString().endsWith(", {}]");
  }

  @Test
  void aTimingLastsFromItsStartToItsEnd() {
    long aMinute = 60_000_000_000L;
    new Timing(metrics, "job.duration_ms", RESET, System.nanoTime() - aMinute).failure();

    String call = runtime.calls().get(0);
    long nanos = Long.parseLong(call.replaceAll("duration\\[job.duration_ms, ([0-9]+), .*", "$1"));
    assertThat(nanos).isBetween(aMinute, 2 * aMinute);
  }

  @Test
  void aTimingThatManyThreadsEndIsRecordedOnce() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      Timing timing = metrics.start("job.duration_ms");
      Thread[] threads = {new Thread(timing::success), new Thread(timing::failure)};
      for (Thread thread : threads) {
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(runtime.calls()).hasSize(round + 1);
    }
  }

  @Test
  void aHistogramTakesTimesInMilliseconds() {
    Histogram histogram = metrics.histogram("job.duration_ms");
    histogram.duration(1_500_000);

    assertThat(runtime.calls()).containsExactly("histogram[job.duration_ms, {}].record[1.5]");
  }

  @Test
  void aGaugeGoesUpAndDownByOne() {
    Gauge gauge = metrics.gauge("pool.active");
    gauge.increment();
    gauge.decrement();

    assertThat(runtime.calls())
        .containsExactly("gauge[pool.active, {}].add[1]", "gauge[pool.active, {}].add[-1]");
  }

  private void assertRecorded(String name, String end) {
    assertThat(runtime.calls())
        .singleElement()
        .asString()
        .startsWith("duration[" + name + ", ")
        .endsWith(end + "]");
  }

  private static String failWith(IOException thrown) throws IOException {
    throw thrown;
  }

  private static void mayBeInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}

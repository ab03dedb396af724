package io.tallystick.docs.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeBuilder;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.DependencyCheck;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Step;
import io.tallystick.docs.LogLines;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a runtime says when something is wrong stands in docs/troubleshooting-guide.md. */
class TroubleshootingPageTest {
  @BeforeEach
  void forgetOlderLines() {
    LogLines.take();
  }

  static RuntimeBuilder quick() {
    return MetricsRuntime.builder()
        .source("service:test")
        .installed(false)
        .flushInterval(Duration.ofMillis(200))
        .collectionInterval(Duration.ofSeconds(1))
        .storage(InMemoryBackend.create());
  }

  static void failsAsQuoted(ThrowingCallable call) {
    QuotedMessages.has(catchThrowable(call).getMessage());
  }

  /** A line of the log that has this in it, once there is one. */
  static void isLoggedAsQuoted(String part) {
    QuotedMessages.has(awaited(LogLines::seen, part).replaceFirst("^(ERROR|WARN|INFO) ", ""));
  }

  private static void isTroubleAsQuoted(MetricsRuntime runtime, String part) {
    QuotedMessages.has(awaited(() -> runtime.status().troubles(), part));
  }

  static String awaited(Supplier<List<String>> lines, String part) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      for (String line : lines.get()) {
        if (line.contains(part)) {
          return line;
        }
      }
      if (System.nanoTime() > until) {
        throw new AssertionError(part + " is not among " + lines.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void whatIsQuotedTellsMessagesApart() {
    assertThat(QuotedMessages.all()).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(QuotedMessages.tooShort()).isEmpty();
  }

  @Test
  void aSecondRuntimeIsRefused() {
    try (MetricsRuntime first = quick().installed(true).build().start();
        MetricsRuntime second = quick().installed(true).build()) {
      failsAsQuoted(second::start);
      failsAsQuoted(first::start);
    }
  }

  @Test
  void optionsThatCannotWorkAreNamed() {
    failsAsQuoted(() -> MetricsRuntime.builder().source("shop").build());
  }

  @Test
  void whatTheGuardsRefuseIsSaid() {
    try (MetricsRuntime runtime = quick().build().start()) {
      runtime.metrics().count("Orders");
      isLoggedAsQuoted("Recording refused something (name_syntax)");
    }
  }

  @Test
  void aMetricWithTooManySeriesIsATrouble() {
    try (MetricsRuntime runtime =
        quick().limitSeriesPerMetric(10).limitNamesInAll(60).limitSeriesInAll(60).build().start()) {
      for (int i = 0; i < 40; i++) {
        runtime.metrics().count("orders.count", 1, "id", "value" + i);
        runtime.metrics().count("mails.count", 1, "id", "value" + i);
        runtime.metrics().count("pages.count", 1, "id", "value" + i);
        runtime.metrics().count("users.count", 1, "id", "value" + i);
        runtime.metrics().count("files.count", 1, "id", "value" + i);
      }
      isTroubleAsQuoted(runtime, "went to its overflow series");
      isTroubleAsQuoted(runtime, "60 series are taken");
    }
  }

  @Test
  void aStoreThatIsAwayIsSaidAndThatItIsBackToo() {
    FailingStore store = FailingStore.create();
    try (MetricsRuntime runtime = quick().storage(store).build().start()) {
      store.away(true);
      runtime.metrics().count("orders.count");
      isLoggedAsQuoted("The store does not take what is recorded");
      isTroubleAsQuoted(runtime, "The store has been away since");
      store.away(false);
      isLoggedAsQuoted("The store takes what is recorded again");
    }
  }

  @Test
  void whatIsLostWhenClosingIsCounted() {
    FailingStore store = FailingStore.create();
    try (MetricsRuntime runtime = quick().storage(store).build().start()) {
      store.away(true);
      runtime.metrics().count("orders.count");
    }
    isLoggedAsQuoted("could not be written within");
  }

  @Test
  void collectorsThatFailAreSaid() {
    try (MetricsRuntime runtime = quick().collectionOff(Set.of("nothing")).build().start()) {
      runtime
          .collectors()
          .add(
              Collector.of(
                  "mailbox",
                  to -> {
                    throw new IllegalStateException("The mailbox is locked.");
                  }));
      runtime.collectors().add(DependencyCheck.tcp("redis", "127.0.0.1", 1));
      isLoggedAsQuoted("mailbox failed and is tried again");
      isLoggedAsQuoted("mailbox failed 3 times in a row");
      isLoggedAsQuoted("The dependency redis cannot be reached");
      isLoggedAsQuoted("collection.off names");
    }
  }

  @Test
  void aQuestionThatIsTooMuchSaysWhatToNarrow() {
    try (MetricsRuntime runtime = quick().build().start()) {
      runtime.metrics().count("orders.count");
      failsAsQuoted(
          () ->
              runtime
                  .reader()
                  .timeSeries(
                      Question.about("orders.count").period(Period.YEAR).step(Step.MINUTE)));
    }
  }
}

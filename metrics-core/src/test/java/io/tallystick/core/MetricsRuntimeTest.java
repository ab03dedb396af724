package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Counter;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.memory.InMemoryBackend;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsRuntimeTest {
  private final KeptBackend backend = new KeptBackend();
  private final OwnThreads threads = new OwnThreads();

  private RuntimeBuilder builder() {
    return MetricsRuntime.builder().sources(OptionSources.NONE).storage(backend);
  }

  /** Its threads have a step at once. */
  private RuntimeBuilder busy() {
    return builder().flushInterval(Duration.ofMillis(100));
  }

  @AfterEach
  void everyThreadIsGone() throws InterruptedException {
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsRecordedWhileItRunsIsStoredWhenItIsClosed() {
    try (MetricsRuntime runtime = builder().build().start()) {
      for (int i = 0; i < 1_000; i++) {
        runtime.metrics().count("orders.count", 1, "status", "paid");
      }
    }

    assertThat(backend.counted("orders.count")).isEqualTo(1_000);
    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  @Test
  void itsThreadsBringSamplesToTheStoreByThemselves() throws InterruptedException {
    CountDownLatch written = new CountDownLatch(3);
    backend.beforeWrite(written::countDown);
    try (MetricsRuntime runtime = busy().build().start()) {
      runtime.metrics().count("orders.count", 7);
      await(written);
    }

    assertThat(backend.counted("orders.count")).isEqualTo(7);
  }

  @Test
  void suppliersAreAskedAgainAndAgain() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(3);
    try (MetricsRuntime runtime = busy().build().start()) {
      runtime
          .metrics()
          .gauge(
              "queue.depth",
              () -> {
                asked.countDown();
                return 4;
              });
      await(asked);
    }

    assertThat(backend.read("queue.depth")).isNotEmpty();
  }

  @Test
  void itRecordsBeforeItIsStarted() {
    try (MetricsRuntime runtime = builder().build()) {
      runtime.metrics().count("orders.count", 2);
    }

    assertThat(backend.counted("orders.count")).isEqualTo(2);
  }

  @Test
  void itHasFiveDaemonThreadsAndNoneAfterClosing() throws InterruptedException {
    MetricsRuntime runtime = builder().build();
    assertThat(threads.since()).isEmpty();
    runtime.start();
    Set<Thread> running = threads.since();

    assertThat(threads.names())
        .containsExactlyInAnyOrder(
            "tallystick-tick",
            "tallystick-store",
            "tallystick-poll",
            "tallystick-collect",
            "tallystick-alert");
    assertThat(running).allMatch(Thread::isDaemon);
    runtime.close();
    assertThat(OwnThreads.areGone(running)).isTrue();
  }

  @Test
  void itStartsOnce() {
    try (MetricsRuntime runtime = builder().build().start()) {
      assertThatThrownBy(runtime::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The runtime was started before and runs once: build another.");
    }
  }

  @Test
  void itDoesNotStartOnceItIsClosed() {
    MetricsRuntime runtime = builder().build();
    runtime.close();

    assertThatThrownBy(runtime::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The runtime was closed before and runs once: build another.");
  }

  @Test
  void closingTwiceIsClosingOnce() {
    MetricsRuntime runtime = builder().build().start();
    runtime.close();
    runtime.close();

    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  @Test
  void whileItRunsTheCurrentMetricsLeadToItAndThenGoQuiet() {
    Counter early = Metrics.current().counter("orders.count", Tags.of("from", "library"));
    early.add(100);
    MetricsRuntime runtime = builder().build().start();
    early.add(2);
    Metrics.current().count("orders.count", 3, "from", "application");
    runtime.close();
    early.add(100);

    assertThat(backend.counted("orders.count")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aStartThatFailsLeavesNoThreadAndNobodyBehindTheCurrentMetrics(int failingThread)
      throws InterruptedException {
    MetricsRuntime runtime = builder().build();
    runtime.metrics().count("orders.count", 3);
    ThreadsThatRunOut threadsLeft = new ThreadsThatRunOut(failingThread);
    try {
      assertThatThrownBy(runtime::start).isInstanceOf(OutOfMemoryError.class);
    } finally {
      threadsLeft.remove();
    }

    assertThat(OwnThreads.areGone(threads.since())).isTrue();
    Metrics.current().count("orders.count", 100);
    assertThatThrownBy(runtime::start).isInstanceOf(IllegalStateException.class);
    runtime.close();
    assertThat(backend.counted("orders.count")).isEqualTo(3);
    assertThat(backend.timesClosed()).isEqualTo(1);
    builder().build().start().close();
  }

  /** From now on the current thread cannot make more than so many threads. */
  private static final class ThreadsThatRunOut extends InheritableThreadLocal<String> {
    private final AtomicInteger left;

    ThreadsThatRunOut(int failing) {
      left = new AtomicInteger(failing);
      set("here");
    }

    @Override
    protected String childValue(String parent) {
      if (left.decrementAndGet() == 0) {
        throw new OutOfMemoryError("of a test: unable to create a native thread");
      }
      return parent;
    }
  }

  @Test
  void aSecondInstalledRuntimeDoesNotStartAndTheFirstGoesOn() {
    KeptBackend other = new KeptBackend();
    try (MetricsRuntime first = builder().build().start();
        MetricsRuntime second =
            MetricsRuntime.builder().sources(OptionSources.NONE).storage(other).build()) {
      assertThatThrownBy(second::start).isInstanceOf(IllegalStateException.class);
      assertThat(threads.names()).hasSize(5);
      Metrics.current().count("orders.count", 3);
      assertThat(first.snapshot().series()).isNotEmpty();
    }

    assertThat(backend.counted("orders.count")).isEqualTo(3);
    assertThat(other.timesClosed()).isEqualTo(1);
  }

  @Test
  void runtimesThatAreNotInstalledRunBesideEachOther() {
    KeptBackend other = new KeptBackend();
    try (MetricsRuntime first = builder().installed(false).build().start();
        MetricsRuntime second = builder().installed(false).storage(other).build().start()) {
      first.metrics().count("orders.count", 1);
      second.metrics().count("orders.count", 2);
      Metrics.current().count("orders.count", 100);
    }

    assertThat(backend.counted("orders.count")).isEqualTo(1);
    assertThat(other.counted("orders.count")).isEqualTo(2);
  }

  @Test
  void switchedOffItRecordsNothingAndStartsNoThread() {
    MetricsRuntime runtime = builder().enabled(false).build().start();

    assertThat(runtime.isEnabled()).isFalse();
    assertThat(runtime.metrics()).isSameAs(Metrics.noop());
    assertThat(threads.since()).isEmpty();
    runtime.recording(true);
    runtime.metrics().count("orders.count");
    assertThat(runtime.snapshot().series()).isEmpty();
    assertThat(runtime.recordedBytes()).isZero();
    runtime.close();
    assertThat(backend.timesClosed()).isEqualTo(1);
    assertThat(backend.read("orders.count")).isEmpty();
  }

  @Test
  void recordingCanBeSwitchedOffAndOnWhileItRuns() {
    try (MetricsRuntime runtime = builder().build().start()) {
      Counter handle = runtime.metrics().counter("orders.count");
      handle.add(1);
      runtime.recording(false);
      handle.add(100);
      runtime.metrics().count("orders.count", 100);
      runtime.recording(true);
      handle.add(2);
    }

    assertThat(backend.counted("orders.count")).isEqualTo(3);
  }

  @Test
  void strictMistakesThrowAndLenientOnesAreCounted() {
    try (MetricsRuntime strict = builder().installed(false).strict(true).build();
        MetricsRuntime lenient = builder().installed(false).build()) {
      assertThatThrownBy(() -> strict.metrics().count("Orders"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Orders");
      assertThatCode(() -> lenient.metrics().count("Orders")).doesNotThrowAnyException();
      assertThat(lenient.snapshot().series())
          .anyMatch(
              one ->
                  one.series().name().equals("tallystick.dropped.count")
                      && one.total().equals(new Reading.OfCounter(1, 0)));
    }
  }

  @Test
  void withoutAStorageHistoryIsKeptInMemory() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder().sources(OptionSources.NONE).installed(false).build()) {
      assertThat(runtime.storage()).isInstanceOf(InMemoryBackend.class);
      assertThat(runtime.recordedBytes()).isPositive();
    }
  }

  @Test
  @Tag("slow")
  void closingIsBoundedWhenTheStoreHangsInAWrite() throws InterruptedException {
    ClosingTime.requireAsPromised(this::closeWhileAWriteHangs);
  }

  private Duration closeWhileAWriteHangs() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    KeptBackend hanging = new KeptBackend();
    hanging.beforeWrite(() -> hang(entered, release, interrupted));
    MetricsRuntime runtime = busy().storage(hanging).build().start();
    runtime.metrics().count("orders.count");
    await(entered);
    Duration taken = ClosingTime.of(runtime::close);

    release.countDown();
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
    assertThat(hanging.timesClosed()).isEqualTo(1);
    assertThat(interrupted).hasPositiveValue();
    return taken;
  }

  @Test
  @Tag("slow")
  void closingIsBoundedWhenTheStoreHangsInItsClose() throws InterruptedException {
    ClosingTime.requireAsPromised(this::closeWhileTheStoresCloseHangs);
  }

  private Duration closeWhileTheStoresCloseHangs() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    KeptBackend hanging = new KeptBackend();
    hanging.beforeClose(() -> hang(new CountDownLatch(1), release, interrupted));
    MetricsRuntime runtime = builder().storage(hanging).build().start();
    runtime.metrics().count("orders.count", 4);
    Duration taken = ClosingTime.of(runtime::close);

    release.countDown();
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
    assertThat(hanging.counted("orders.count")).isEqualTo(4);
    assertThat(interrupted).hasPositiveValue();
    return taken;
  }

  /** Hears no interrupt but counts them. */
  private static void hang(
      CountDownLatch entered, CountDownLatch release, AtomicInteger interrupted) {
    entered.countDown();
    boolean isReleased = false;
    while (!isReleased) {
      try {
        isReleased = release.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException counted) {
        interrupted.incrementAndGet();
      }
    }
  }

  @Test
  void nothingHoldsAClosedRuntimeNeitherThreadNorShutdownHook() throws InterruptedException {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> runtime = new WeakReference<>(closedRuntime(), collected);

    for (int attempt = 0; attempt < 300 && !runtime.refersTo(null); attempt++) {
      System.gc();
      collected.remove(100);
    }
    assertThat(runtime.refersTo(null)).isTrue();
  }

  private Object closedRuntime() {
    MetricsRuntime runtime = builder().build().start();
    runtime.metrics().count("orders.count", 1, "status", "paid");
    runtime.metrics().histogram("upload.size_bytes", 3);
    Metrics.current().gauge("queue.depth", 4);
    runtime.close();
    return runtime;
  }
}

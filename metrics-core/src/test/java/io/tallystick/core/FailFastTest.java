package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Metrics;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.record.LogLines;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailFastTest {
  private static final String REASON =
      "The directory /data cannot be written: give the process the right, or choose another path.";

  private final OwnThreads threads = new OwnThreads();
  private final KeptBackend backend = new KeptBackend();
  private final AtomicBoolean isBroken = new AtomicBoolean(true);

  private RuntimeBuilder builder() {
    return MetricsRuntime.builder()
        .sources(OptionSources.NONE)
        .storage(backend)
        .flushInterval(Duration.ofMillis(100));
  }

  private void failWhileBroken() {
    if (isBroken.get()) {
      throw StorageException.permanent(REASON, null);
    }
  }

  @AfterEach
  void everyThreadIsGone() throws InterruptedException {
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
  }

  @Test
  void aStoreThatCannotWorkKeepsTheRuntimeFromStarting() {
    backend.beforePrepare(this::failWhileBroken);
    MetricsRuntime runtime = builder().build();

    assertThatThrownBy(runtime::start)
        .isInstanceOf(StorageException.class)
        .hasMessage(REASON)
        .hasNoCause();
    assertThat(threads.since()).isEmpty();
    Metrics.current().count("orders.count", 1);
    assertThat(runtime.snapshot().series())
        .noneMatch(one -> one.series().name().equals("orders.count"));
    runtime.close();
  }

  @Test
  void onceTheStoreWorksTheSameRuntimeStarts() {
    backend.beforePrepare(this::failWhileBroken);
    try (MetricsRuntime runtime = builder().build()) {
      runtime.metrics().count("orders.count", 1);
      assertThatThrownBy(runtime::start).hasMessage(REASON);
      isBroken.set(false);
      runtime.start();
      runtime.metrics().count("orders.count", 2);
    }

    assertThat(backend.counted("orders.count")).isEqualTo(3);
  }

  @Test
  void withoutFailFastRecordingGoesOnUntilTheStoreWorksAndThatIsSaidOnce()
      throws InterruptedException {
    LogLines.take("io.tallystick.core.flush.");
    CountDownLatch tried = new CountDownLatch(3);
    backend.beforePrepare(this::failWhileBroken);
    backend.beforeWrite(
        () -> {
          tried.countDown();
          if (isBroken.get()) {
            throw StorageException.temporary(REASON, null);
          }
        });
    try (MetricsRuntime runtime = builder().failFast(false).build().start()) {
      runtime.metrics().count("orders.count", 3);
      assertThat(tried.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(runtime.flushStatus().isAway()).isTrue();
      assertThat(runtime.flushStatus().lastFailure()).isEqualTo(REASON);
      isBroken.set(false);
    }

    assertThat(backend.counted("orders.count")).isEqualTo(3);
    assertThat(LogLines.take("io.tallystick.core.flush."))
        .singleElement()
        .asString()
        .startsWith("WARN")
        .endsWith(REASON);
  }

  @Test
  void aRuntimeThatIsSwitchedOffDoesNotAskTheStore() {
    backend.beforePrepare(this::failWhileBroken);
    try (MetricsRuntime runtime = builder().enabled(false).build().start()) {
      assertThat(runtime.flushStatus()).isEqualTo(FlushStatus.none());
    }
  }
}

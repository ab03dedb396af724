package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.collect.Collector;
import io.tallystick.core.collect.CollectorStatus;
import io.tallystick.core.collect.PolledCollectors;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterActivity;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a runtime says that it gets on. */
class RuntimeStatusTest {
  private final TestClock clock = new TestClock();
  private final InMemoryBackend backend =
      InMemoryBackend.with(clock.wall(), ZoneOffset.UTC, InMemoryBackend.STANDARD_BUCKETS);
  private final List<MetricsRuntime> runtimes = new ArrayList<>();
  private boolean isAway;
  private int calls;

  private MetricsRuntime runtime(String source, UnaryOperator<RuntimeBuilder> options) {
    RuntimeBuilder builder =
        MetricsRuntime.builder()
            .source(source)
            .sources(OptionSources.NONE)
            .clock(clock)
            .installed(false)
            .storage(shared());
    MetricsRuntime runtime = options.apply(builder).build();
    runtimes.add(runtime);
    return runtime;
  }

  private MetricsRuntime runtime() {
    return runtime("service:api", builder -> builder);
  }

  /** The store of all, which is closed by nobody and may be away; what it is asked is counted. */
  private StorageBackend shared() {
    BucketStore buckets = counted(BucketStore.class, backend.buckets());
    ControlStore control = counted(ControlStore.class, backend.control());
    return new ForwardingBackend(backend) {
      @Override
      public BucketStore buckets() {
        return buckets;
      }

      @Override
      public ControlStore control() {
        return control;
      }

      @Override
      public void close() {}
    };
  }

  private <T> T counted(Class<T> type, T door) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              calls++;
              if (isAway && method.getName().equals("write")) {
                throw StorageException.temporary("It is away.", null);
              }
              return method.invoke(door, arguments);
            }));
  }

  private void pass(Duration duration, MetricsRuntime... turning) {
    for (long seconds = 0; seconds < duration.toSeconds(); seconds += 10) {
      clock.pass(Duration.ofSeconds(10));
      List.of(turning).forEach(MetricsRuntime::turn);
    }
  }

  @AfterEach
  void close() {
    runtimes.forEach(MetricsRuntime::close);
  }

  @Test
  void aRuntimeThatIsSwitchedOffIsWellAndKnowsNothing() {
    RuntimeStatus status = runtime("service:api", builder -> builder.enabled(false)).status();

    assertThat(status).isEqualTo(RuntimeStatus.switchedOff());
    assertThat(status.isWell()).isTrue();
    assertThat(status.state()).isNull();
  }

  @Test
  void aRuntimeOfWhichAllIsStoredIsWell() {
    MetricsRuntime runtime = runtime();
    runtime.metrics().count("orders.count");
    pass(Duration.ofMinutes(2), runtime);
    RuntimeStatus status = runtime.status();

    assertThat(status.troubles()).isEmpty();
    assertThat(status.isWell()).isTrue();
    assertThat(status.state()).isNotNull();
    assertThat(status.state().series()).isEqualTo(runtime.state().orElseThrow().series());
    assertThat(status.flush()).isEqualTo(runtime.flushStatus());
    assertThat(status.janitor()).isEqualTo(runtime.janitorStatus());
    assertThat(status.flushLag()).isZero();
    assertThat(status.store().sizeBytes()).isPresent();
    assertThat(status.store().spans()).containsKey(Granularity.MINUTE);
    assertThat(status.derived()).isEmpty();
  }

  @Test
  void aCollectorThatThrowsThreeTimesIsShownAndIsATrouble() {
    MetricsRuntime runtime =
        runtime(
            "service:api",
            builder ->
                builder.collectors(
                    Collector.of(
                        "mailbox",
                        to -> {
                          throw new IllegalStateException("The mailbox is locked.");
                        })));
    for (int failures = 1; failures <= 3; failures++) {
      assertThat(runtime.status().isWell()).isEqualTo(failures == 1);
      ((PolledCollectors) runtime.collectors()).look();
      awaitFailures(runtime, failures);
      clock.pass(Duration.ofSeconds(30));
    }

    assertThat(runtime.status().collectors())
        .filteredOn(each -> each.name().equals("mailbox"))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.state()).isEqualTo(CollectorStatus.State.DISABLED);
              assertThat(each.lastError()).isEqualTo("The mailbox is locked.");
            });
    assertThat(runtime.status().troubles())
        .singleElement()
        .asString()
        .startsWith("The collector mailbox is switched off since");
  }

  /** It fails on a thread of its own, which counts first and says it then. */
  private static void awaitFailures(MetricsRuntime runtime, int failures) {
    CollectorStatus.State expected =
        failures < 3 ? CollectorStatus.State.FAILING : CollectorStatus.State.DISABLED;
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < until && !hasFailed(runtime, failures, expected)) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static boolean hasFailed(
      MetricsRuntime runtime, int failures, CollectorStatus.State expected) {
    boolean isCounted =
        runtime.snapshot().series().stream()
            .filter(each -> each.series().name().equals("tallystick.collector.failed.count"))
            .anyMatch(each -> ((Reading.OfCounter) each.total()).sum() == failures);
    return isCounted
        && runtime.collectors().status().stream()
            .anyMatch(each -> each.name().equals("mailbox") && each.state() == expected);
  }

  @Test
  void eachOfTwoWritersIsSeenByBoth() {
    MetricsRuntime api = runtime();
    MetricsRuntime worker = runtime("service:worker", builder -> builder);
    pass(Duration.ofMinutes(2), api, worker);

    assertThat(api.status().store().writers())
        .extracting(WriterActivity::source)
        .containsExactlyInAnyOrder("service:api", "service:worker");
    assertThat(worker.status().store().writers()).hasSize(2);
  }

  @Test
  void theLagGrowsWhileTheStoreIsAwayAndIsNothingWhenItIsBack() {
    MetricsRuntime runtime = runtime();
    pass(Duration.ofMinutes(1), runtime);
    MetricsAssert.assertThat(runtime).gauge("tallystick.flush.lag_ms").isEqualTo(0);
    isAway = true;
    pass(Duration.ofMinutes(5), runtime);

    assertThat(runtime.status().flushLag()).isEqualTo(Duration.ofSeconds(290));
    MetricsAssert.assertThat(runtime).gauge("tallystick.flush.lag_ms").isEqualTo(290_000);
    assertThat(runtime.status().isWell()).isFalse();
    assertThat(runtime.status().troubles())
        .singleElement()
        .asString()
        .startsWith("The store has been away since 2023-11-14T22:15:10Z: ")
        .doesNotContain("It is away.");
    isAway = false;
    pass(Duration.ofMinutes(2), runtime);

    assertThat(runtime.status().flushLag()).isZero();
    assertThat(runtime.status().troubles()).isEmpty();
    MetricsAssert.assertThat(runtime).gauge("tallystick.flush.lag_ms").isEqualTo(0);
  }

  @Test
  void whatWasDroppedRefusedAndHadNoRoomIsCounted() {
    MetricsRuntime runtime = runtime("service:api", builder -> builder.limitSeriesPerMetric(3));
    for (int i = 0; i < 5; i++) {
      runtime.metrics().count("orders.count", 1, Tags.of("shop", "s" + i));
    }
    runtime.metrics().count("orders.count", -1, "shop", "s0");
    runtime.metrics().count("BAD");
    pass(Duration.ofSeconds(10), runtime);
    RuntimeStatus status = runtime.status();

    assertThat(status.dropped()).containsEntry("value_negative", 1L);
    assertThat(status.guardHits()).isEqualTo(Map.of("name_syntax", 1L, "series_per_metric", 1L));
    assertThat(status.overflow()).containsEntry("orders.count", 2L);
    assertThat(status.troubles())
        .containsExactly(
            "The metric orders.count has all of the 3 series that it may have: 2 samples of others"
                + " went to its overflow series.");
  }

  @Test
  void budgetsAreShownAtEachTick() {
    MetricsRuntime runtime =
        runtime("service:api", builder -> builder.budgetCells(512 * ByteSize.KB));
    pass(Duration.ofMinutes(3), runtime);
    RuntimeState.Memory cells = runtime.status().state().memory().get("cells");
    MetricsAssert.assertThat(runtime)
        .gauge("tallystick.budget.max_bytes", "budget", "cells")
        .isEqualTo(512 * ByteSize.KB);
    MetricsAssert.assertThat(runtime)
        .gauge("tallystick.budget.used_bytes", "budget", "cells")
        .isEqualTo(cells.usedBytes());
    for (String budget : List.of("histograms", "backlog")) {
      MetricsAssert.assertThat(runtime)
          .gauge("tallystick.budget.max_bytes", "budget", budget)
          .isEqualTo(runtime.status().state().memory().get(budget).givenBytes());
    }
    for (int i = 0; i < 5_000; i++) {
      runtime.metrics().count("orders" + i + ".count");
    }

    assertThat(runtime.status().troubles())
        .anySatisfy(
            sentence ->
                assertThat(sentence)
                    .matches(
                        "The budget of cells is \\d+ % full: raise tallystick.budget.cells, or"
                            + " record fewer series."));
  }

  @Test
  void askingNeverGoesToTheStore() {
    MetricsRuntime runtime = runtime();
    pass(Duration.ofMinutes(1), runtime);
    assertThat(calls).isPositive();
    calls = 0;
    runtime.status();

    assertThat(calls).isZero();
  }
}

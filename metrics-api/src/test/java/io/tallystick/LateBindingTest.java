package io.tallystick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.guard.Rule;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LateBindingTest {
  private static final Tags PAID = Tags.of("status", "paid");

  private final RuntimeDoor door = new RuntimeDoor();
  private final Metrics metrics = new LateBoundMetrics(door);
  private final RecordedCalls runtime = new RecordedCalls();

  @Test
  void handlesMadeBeforeTheRuntimeStartsBindWhenItDoes() {
    Counter counter = metrics.counter("orders.count", PAID);
    Gauge gauge = metrics.gauge("pool.active");
    Histogram histogram = metrics.histogram("a.duration_ms");
    counter.increment();

    door.install(runtime.metrics());
    counter.increment();
    counter.add(2);
    counter.add(0.5);
    gauge.set(3);
    gauge.set(1.5);
    gauge.increment();
    gauge.add(0.25);
    histogram.record(7);
    histogram.record(7.5);

    assertThat(runtime.calls())
        .containsExactly(
            "counter[orders.count, {status=paid}].increment[]",
            "counter[orders.count, {status=paid}].add[2]",
            "counter[orders.count, {status=paid}].add[0.5]",
            "gauge[pool.active, {}].set[3]",
            "gauge[pool.active, {}].set[1.5]",
            "gauge[pool.active, {}].add[1]",
            "gauge[pool.active, {}].add[0.25]",
            "histogram[a.duration_ms, {}].record[7]",
            "histogram[a.duration_ms, {}].record[7.5]");
  }

  @Test
  void handlesGoQuietWhenTheRuntimeClosesAndBindToTheNext() {
    Counter counter = metrics.counter("orders.count");
    Installation first = new Installation(door, runtime.metrics());
    first.close();
    first.close();
    counter.increment();

    assertThat(runtime.calls()).isEmpty();

    RecordedCalls next = new RecordedCalls();
    door.install(next.metrics());
    counter.increment();

    assertThat(runtime.calls()).isEmpty();
    assertThat(next.calls()).containsExactly("counter[orders.count, {}].increment[]");
  }

  @Test
  void handlesMadeWhileARuntimeRunsAreBoundAtOnce() {
    door.install(runtime.metrics());
    metrics.counter("orders.count").increment();

    assertThat(runtime.calls()).containsExactly("counter[orders.count, {}].increment[]");
  }

  @Test
  void thereIsOneInstalledRuntimeAtATimeAndAnOldInstallationCannotRemoveANewOne() {
    Installation first = new Installation(door, runtime.metrics());

    assertThatThrownBy(() -> door.install(new RecordedCalls().metrics()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close it first");

    first.close();
    RecordedCalls next = new RecordedCalls();
    door.install(next.metrics());
    first.close();
    metrics.count("orders.count");

    assertThat(next.calls()).containsExactly("count[orders.count]");
  }

  @Test
  void everyRecordingCallArrivesByTheOverloadItCameBy() throws ReflectiveOperationException {
    door.install(runtime.metrics());
    List<String> sent = new ArrayList<>();
    for (Method method : Metrics.class.getMethods()) {
      boolean forwarded = method.getReturnType() == void.class && !method.isDefault();
      if (forwarded) {
        Object[] args = distinctArguments(method);
        method.invoke(metrics, args);
        sent.add(RecordedCalls.text(method, args));
      }
    }

    assertThat(runtime.calls()).isEqualTo(sent).hasSizeGreaterThan(39);
  }

  @Test
  void timedWorkAndTenantsReachTheRuntime() {
    door.install(runtime.metrics());
    metrics.measure("a.duration_ms", () -> 1);
    metrics.run("a.duration_ms", () -> {});
    metrics.start("a.duration_ms").close();
    metrics.recordUserMetric("acme", "a.b", 1, UserMetricKind.GAUGE, PAID);

    assertThat(runtime.calls()).hasSize(4).last().asString().startsWith("recordUserMetric[acme");
  }

  @Test
  void aRuntimeThatRefusesAHandleStillGetsTheOthers() {
    Counter refused = metrics.counter("refused.count");
    Counter taken = metrics.counter("taken.count");
    Metrics picky =
        RecordedCalls.proxy(
            Metrics.class,
            (proxy, method, args) -> {
              if (method.getName().equals("counter") && args[0].equals("refused.count")) {
                throw new IllegalStateException("strict");
              }
              return method.isDefault()
                  ? InvocationHandler.invokeDefault(proxy, method, args)
                  : runtime.invoke(proxy, method, args);
            });

    door.install(picky);
    refused.increment();
    taken.increment();

    assertThat(runtime.calls()).containsExactly("counter[taken.count, {}].increment[]");
  }

  @Test
  void anInstallationThatFailsLeavesNoHandleBound() {
    Counter counter = metrics.counter("orders.count");
    metrics.describe(MetricDescriptor.counter("orders.count").build());
    Histogram refused = metrics.histogram("broken.duration_ms");
    Metrics broken =
        RecordedCalls.proxy(
            Metrics.class,
            (proxy, method, args) -> {
              if (method.getName().equals("histogram")) {
                throw new OutOfMemoryError("of the host");
              }
              return runtime.invoke(proxy, method, args);
            });

    assertThatThrownBy(() -> door.install(broken)).isInstanceOf(OutOfMemoryError.class);
    counter.increment();
    assertThat(runtime.calls()).containsExactly("describe[counter orders.count[]]");

    door.install(runtime.metrics());
    refused.record(1); // held until here: a handle that was collected is not bound and cannot fail
    counter.increment();
    assertThat(runtime.calls()).last().isEqualTo("counter[orders.count, {}].increment[]");
  }

  @Test
  void aHandleThatAnOlderRuntimeDoesNotKnowStaysQuietAndTheOthersBind() {
    Counter counter = metrics.counter("orders.count");
    Histogram unknown = metrics.histogram("a.duration_ms");
    Metrics older =
        RecordedCalls.proxy(
            Metrics.class,
            (proxy, method, args) -> {
              if (method.getName().equals("histogram")) {
                throw new AbstractMethodError("histogram");
              }
              return runtime.invoke(proxy, method, args);
            });
    door.install(older);
    counter.increment();
    unknown.record(1);

    assertThat(runtime.calls()).containsExactly("counter[orders.count, {}].increment[]");
  }

  @Test
  void descriptorsReachEveryRuntimeThatStarts() {
    MetricDescriptor descriptor = MetricDescriptor.counter("orders.count").build();

    assertThat(metrics.describe(descriptor).isAccepted()).isTrue();
    assertThat(metrics.describe(descriptor).isAccepted()).isTrue();

    door.install(runtime.metrics());
    metrics.describe(MetricDescriptor.counter("late.count").build());
    assertThat(runtime.calls())
        .containsExactly("describe[counter orders.count[]]", "describe[counter late.count[]]");
  }

  @Test
  void anotherDescriptorForANameIsRefusedWhileARuntimeRunsAndReplacesTheFirstWhileNoneDoes() {
    MetricDescriptor first = MetricDescriptor.counter("orders.count").build();
    MetricDescriptor second = MetricDescriptor.counter("orders.count").tags("x").build();
    metrics.describe(first);
    door.install(runtime.metrics());

    assertThat(metrics.describe(first).isAccepted()).isTrue();
    assertThat(metrics.describe(second).rule()).isEqualTo(Rule.DESCRIPTOR_CONFLICT);

    door.remove(runtime.metrics());
    assertThat(metrics.describe(second).isAccepted()).isTrue();
    RecordedCalls next = new RecordedCalls();
    door.install(next.metrics());
    assertThat(next.calls()).containsExactly("describe[counter orders.count[x]]");
  }

  @Test
  void descriptorsAreBounded() {
    for (int i = 0; i < RuntimeDoor.MAX_DESCRIPTORS; i++) {
      metrics.describe(MetricDescriptor.counter("n" + i + ".count").build());
    }

    assertThat(metrics.describe(MetricDescriptor.counter("one.more").build()).rule())
        .isEqualTo(Rule.NAMES_IN_ALL);
  }

  @Test
  void handlesThatNobodyHoldsAreForgotten() {
    for (int i = 0; i < 10_000; i++) {
      metrics.counter("orders.count").increment();
    }

    assertEventually(() -> door.handleCount() == 0);
  }

  @Test
  void aRuntimeThatWasRemovedCanBeCollectedThoughItsHandlesLive() {
    List<Object> handles = new ArrayList<>();
    handles.add(metrics.counter("orders.count"));
    handles.add(metrics.gauge("pool.active"));
    handles.add(metrics.histogram("a.duration_ms"));

    WeakReference<Metrics> gone = installAndRemove(handles);

    assertEventually(() -> gone.get() == null);
    assertThat(handles).hasSize(5);
  }

  @Test
  void everyHandleMadeWhileRuntimesComeAndGoEndsUpBound() throws InterruptedException {
    List<Counter> counters = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch started = new CountDownLatch(4);
    List<Thread> makers = new ArrayList<>();
    for (int maker = 0; maker < 4; maker++) {
      makers.add(
          new Thread(
              () -> {
                started.countDown();
                for (int i = 0; i < 2_000; i++) {
                  counters.add(metrics.counter("orders.count"));
                }
              }));
    }
    makers.forEach(Thread::start);
    started.await();
    for (int round = 0; round < 200; round++) {
      Metrics passing = new RecordedCalls().metrics();
      door.install(passing);
      door.remove(passing);
    }
    door.install(runtime.metrics());
    for (Thread maker : makers) {
      maker.join();
    }
    counters.forEach(Counter::increment);

    assertThat(counters).hasSize(8_000);
    assertThat(runtime.calls()).hasSize(8_000);
  }

  @Test
  void currentIsAlwaysTheSameAndQuietWithoutARuntime() {
    assertThat(Metrics.current()).isSameAs(Metrics.current());
    Metrics.current().counter("orders.count").increment();
    assertThat(Metrics.current().forTenant("acme").count("a.b")).startsWith("refused: not_running");
  }

  @Test
  void onlyTheRuntimeInstalls() {
    assertThatThrownBy(() -> Installation.install(runtime.metrics()))
        .isInstanceOf(IllegalCallerException.class)
        .hasMessageContaining("for the runtime alone");
    assertThat(LateBoundMetrics.INSTANCE.target()).isSameAs(NoopMetrics.INSTANCE);
  }

  private WeakReference<Metrics> installAndRemove(List<Object> handles) {
    Metrics passing = new RecordedCalls().metrics();
    door.install(passing);
    handles.add(metrics.gauge("queue.depth", () -> 1));
    handles.add(metrics.gauge("queue.depth", () -> 2));
    door.remove(passing);
    return new WeakReference<>(passing);
  }

  /** Collection happens when it happens: ask for it until it did, at most ten seconds. */
  private static void assertEventually(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - start < 10_000_000_000L) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static Object[] distinctArguments(Method method) {
    Object[] args = new Object[method.getParameterCount()];
    for (int i = 0; i < args.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == long.class) {
        args[i] = 100L + i;
      } else if (type == double.class) {
        args[i] = 100.5 + i;
      } else if (type == String.class) {
        args[i] = "text" + i;
      } else if (type == Tags.class) {
        args[i] = PAID;
      } else if (type == Result.class) {
        args[i] = Result.ERROR;
      } else {
        args[i] = java.time.Duration.ofMillis(i);
      }
    }
    return args;
  }
}

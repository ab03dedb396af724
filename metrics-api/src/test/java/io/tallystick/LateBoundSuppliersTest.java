package io.tallystick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class LateBoundSuppliersTest {
  private static final Tags PAID = Tags.of("status", "paid");

  private final RuntimeDoor door = new RuntimeDoor();
  private final Metrics metrics = new LateBoundMetrics(door);
  private final RecordedCalls runtime = new RecordedCalls();

  @Test
  void suppliersMadeBeforeTheRuntimeAreRegisteredWhenItStarts() {
    GaugeRegistration kept = metrics.gauge("queue.depth", () -> 3);
    GaugeRegistration closed = metrics.gauge("queue.age_ms", () -> 3);
    closed.close();

    door.install(runtime.metrics());

    assertThat(runtime.calls()).containsExactly("register queue.depth{}");
    assertThat(kept.replacedEarlier()).isFalse();
    kept.close();
    kept.close();
    assertThat(runtime.calls()).containsExactly("register queue.depth{}", "unregister");
  }

  @Test
  void aSecondSupplierForTheSameSeriesReplacesTheFirstAndSaysSo() {
    DoubleSupplier first = () -> 1;
    GaugeRegistration replaced = metrics.gauge("queue.depth", PAID, first);
    GaugeRegistration replacing = metrics.gauge("queue.depth", PAID, () -> 2);

    assertThat(replaced.replacedEarlier()).isFalse();
    assertThat(replacing.replacedEarlier()).isTrue();

    replaced.close();
    door.install(runtime.metrics());
    assertThat(runtime.calls()).containsExactly("register queue.depth{status=paid}");
  }

  @Test
  void aSupplierSaysAlsoThatItReplacedOneOfTheRuntimesOwn() {
    runtime.metrics().gauge("queue.depth", PAID, () -> 1);
    GaugeRegistration replacing = metrics.gauge("queue.depth", PAID, () -> 2);
    door.install(runtime.metrics());

    assertThat(replacing.replacedEarlier()).isTrue();
  }

  @Test
  void suppliersAreTakenOutOfARuntimeThatClosesAndGivenToTheNext() {
    metrics.gauge("queue.depth", () -> 3);
    door.install(runtime.metrics());
    door.remove(runtime.metrics());
    RecordedCalls next = new RecordedCalls();
    door.install(next.metrics());

    assertThat(runtime.calls()).containsExactly("register queue.depth{}", "unregister");
    assertThat(next.calls()).containsExactly("register queue.depth{}");
  }

  @Test
  void aRegistrationThatCannotBeClosedKeepsNoOtherHandleInTheOldRuntime() {
    Counter counter = metrics.counter("orders.count");
    GaugeRegistration depth = metrics.gauge("queue.depth", () -> 3);
    Metrics stubborn =
        RecordedCalls.proxy(
            Metrics.class,
            (proxy, method, args) -> {
              if (method.getReturnType() == GaugeRegistration.class) {
                return new UnclosableRegistration();
              }
              return runtime.invoke(proxy, method, args);
            });
    door.install(stubborn);
    door.remove(stubborn);
    counter.increment();
    assertThat(runtime.calls()).isEmpty();

    door.install(stubborn);
    depth.close();
  }

  private static final class UnclosableRegistration implements GaugeRegistration {
    @Override
    public boolean replacedEarlier() {
      return false;
    }

    @Override
    public void close() {
      throw new IllegalStateException("not now");
    }
  }
}

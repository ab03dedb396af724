package io.tallystick.docs.guide;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.Metrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import org.junit.jupiter.api.Test;

/** A test such as the guide shows it, of an application such as it shows. */
class GuideOwnTest {
  private final Order order = new Order(312);

  private record Order(long size) {}

  private record Orders(Metrics metrics) {
    void pay(Order order) {
      metrics.count("orders.count", 1, "status", "paid");
      metrics.histogram("orders.size_bytes", order.size());
    }
  }

  @Test
  void aPaidOrderIsCounted() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      new Orders(runtime.metrics()).pay(order);

      assertThat(runtime).counter("orders.count", "status", "paid").isEqualTo(1);
      assertThat(runtime).histogram("orders.size_bytes").hasCount(1).hasMax(312);
      assertThat(runtime).hasNoSeries("orders.refused.count");
    }
  }

  @Test
  void aMistakeInANameIsToldWithNamesThatAreThere() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      runtime.metrics().count("orders.count");
      runtime.metrics().count("mails.sent.count");

      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> assertThat(runtime).counter("order.count"))
          .withMessage(
              "There is no counter order.count{}. The most similar names: orders.count,"
                  + " mails.sent.count.");
    }
  }

  @Test
  void aMistakeInACallThrows() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> runtime.metrics().count("Orders"));
    }
  }
}

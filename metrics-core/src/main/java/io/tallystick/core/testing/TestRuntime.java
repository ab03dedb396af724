package io.tallystick.core.testing;

import io.tallystick.core.MetricsRuntime;

/**
 * Makes runtimes for tests in one line.
 *
 * <pre>{@code
 * try (MetricsRuntime runtime = TestRuntime.create()) {
 *   new Orders(runtime.metrics()).pay();
 *   MetricsAssert.assertThat(runtime).counter("orders.count").isEqualTo(1);
 * }
 * }</pre>
 */
public final class TestRuntime {
  private TestRuntime() {}

  /**
   * A runtime that records into memory, throws on mistakes, has no threads and is not behind {@link
   * io.tallystick.Metrics#current()}: tests that run at once do not see each other. It records from
   * the start and is not to be started; while it is not, no minute ends, so a test sees all that it
   * recorded. Whoever tests code that takes {@code Metrics.current()} builds a runtime and starts
   * it.
   *
   * @throws IllegalArgumentException when a property or variable of this process cannot work
   */
  public static MetricsRuntime create() {
    return MetricsRuntime.builder().strict(true).installed(false).build();
  }
}

package io.tallystick.core.testing;

import static java.util.Objects.requireNonNull;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;

/**
 * Asks a runtime what was recorded, and throws an {@link AssertionError} that says what is there
 * where it is something else; for tests, with any test library.
 *
 * <p>A metric is asked for by its name and tags; every series that has these tags, and perhaps
 * others, fits. A counter or histogram is the sum over all that fit, a gauge must be exactly one,
 * and that there is none is a failure, also where 0 is expected: a mistake in a name must not pass.
 * A tenant's metric is asked for by its full name, which starts with {@code user.}, and is the sum
 * over all tenants. Constant tags are not looked at.
 *
 * <p>Whole numbers are compared exactly, however large. Where there are fractions the last digits
 * do not matter, a part in 10⁹: ten times 0.1 is 1.
 *
 * <p>Each call looks at what is recorded by then. For any thread.
 *
 * <pre>{@code
 * assertThat(runtime).counter("orders.count", "status", "paid").isEqualTo(3);
 * assertThat(runtime).histogram("upload.size_bytes").hasCount(2).hasMax(70);
 * assertThat(runtime).hasNoSeries("orders.refused.count");
 * }</pre>
 */
public final class MetricsAssert {
  private final MetricsRuntime runtime;

  private MetricsAssert(MetricsRuntime runtime) {
    this.runtime = runtime;
  }

  /** Begins to ask a runtime. */
  public static MetricsAssert assertThat(MetricsRuntime runtime) {
    return new MetricsAssert(requireNonNull(runtime, "runtime"));
  }

  /**
   * The sum of all series of a counter that have these tags.
   *
   * @throws AssertionError when there is none
   */
  public CounterAssert counter(String name, String... keysAndValues) {
    return counter(name, Tags.of(keysAndValues));
  }

  /**
   * The sum of all series of a counter that have these tags.
   *
   * @throws AssertionError when there is none
   */
  public CounterAssert counter(String name, Tags tags) {
    return new CounterAssert(found(MetricKind.COUNTER, name, tags));
  }

  /**
   * The one series of a gauge that has these tags.
   *
   * @throws AssertionError when there is none or more than one
   */
  public GaugeAssert gauge(String name, String... keysAndValues) {
    return gauge(name, Tags.of(keysAndValues));
  }

  /**
   * The one series of a gauge that has these tags.
   *
   * @throws AssertionError when there is none or more than one
   */
  public GaugeAssert gauge(String name, Tags tags) {
    return new GaugeAssert(found(MetricKind.GAUGE, name, tags));
  }

  /**
   * The samples of all series of a histogram that have these tags.
   *
   * @throws AssertionError when there is none
   */
  public HistogramAssert histogram(String name, String... keysAndValues) {
    return histogram(name, Tags.of(keysAndValues));
  }

  /**
   * The samples of all series of a histogram that have these tags.
   *
   * @throws AssertionError when there is none
   */
  public HistogramAssert histogram(String name, Tags tags) {
    return new HistogramAssert(found(MetricKind.HISTOGRAM, name, tags));
  }

  /**
   * That nothing was recorded under a name with these tags, whatever its kind.
   *
   * @throws AssertionError when there is a series
   */
  public MetricsAssert hasNoSeries(String name, String... keysAndValues) {
    FoundSeries found = FoundSeries.ofAnyKind(runtime.snapshot(), name, Tags.of(keysAndValues));
    found.requireNone();
    return this;
  }

  private FoundSeries found(MetricKind kind, String name, Tags tags) {
    FoundSeries found = FoundSeries.of(runtime.snapshot(), kind, name, tags);
    found.requireAny();
    return found;
  }
}

package io.tallystick.core.export;

import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a row tells, in the order of the columns. */
enum Column {
  START(row -> row.start().toString()),
  GRANULARITY(row -> row.granularity().id()),
  NAME(row -> row.series().name()),
  KIND(row -> row.series().kind().name().toLowerCase(Locale.ROOT)),
  TYPE(row -> row.series().type().id()),
  SOURCE(row -> row.series().source()),
  TENANT(row -> row.series().tenant()),
  TAGS(row -> row.series().tags()),
  COUNT(histogram(HistogramState::count)),
  SUM(row -> sum(row)),
  WHOLE(counter(CounterState::whole)),
  FRACTIONAL(counter(CounterState::fractional)),
  MIN(either(GaugeState::min, HistogramState::min)),
  MAX(either(GaugeState::max, HistogramState::max)),
  LAST(gauge(GaugeState::last)),
  LAST_AT(gauge(state -> state.lastAt().toString())),
  MEAN(either(GaugeState::mean, HistogramState::mean)),
  WEIGHTED_SUM(gauge(GaugeState::weightedSum)),
  OBSERVED_MS(gauge(GaugeState::observedMillis)),
  P50(histogram(state -> state.percentiles().p50())),
  P95(histogram(state -> state.percentiles().p95())),
  P99(histogram(state -> state.percentiles().p99())),
  SKETCH(histogram(state -> Base64.getEncoder().encodeToString(state.sketch().toArray())));

  @SuppressWarnings("ImmutableEnumChecker") // made above, and none of them holds anything
  private final Value value;

  Column(Value value) {
    this.value = value;
  }

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A text, a {@link Long}, a {@link Double}, tags, or null where the row has nothing for it. */
  @Nullable Object of(ExportRow row) {
    return value.of(row);
  }

  /** Whether somebody else than this library chose the text. */
  boolean isFreeText() {
    return this == NAME || this == SOURCE || this == TENANT || this == TAGS;
  }

  /** A whole sum is exact where a double would not be. */
  private static @Nullable Object sum(ExportRow row) {
    if (row.state() instanceof CounterState counter) {
      return counter.fractional() == 0 ? (Object) counter.whole() : (Object) counter.sum();
    }
    return histogram(HistogramState::sum).of(row);
  }

  private static Value either(
      Function<GaugeState, Object> ofGauge, Function<HistogramState, Object> ofHistogram) {
    return row ->
        row.state() instanceof GaugeState gauge
            ? ofGauge.apply(gauge)
            : histogram(ofHistogram).of(row);
  }

  private static Value counter(Function<CounterState, Object> part) {
    return row -> row.state() instanceof CounterState counter ? part.apply(counter) : null;
  }

  private static Value gauge(Function<GaugeState, Object> part) {
    return row -> row.state() instanceof GaugeState gauge ? part.apply(gauge) : null;
  }

  private static Value histogram(Function<HistogramState, Object> part) {
    return row -> row.state() instanceof HistogramState histogram ? part.apply(histogram) : null;
  }

  /** How a column is read from a row. */
  private interface Value {
    @Nullable Object of(ExportRow row);
  }
}

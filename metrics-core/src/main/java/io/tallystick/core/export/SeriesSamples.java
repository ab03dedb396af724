package io.tallystick.core.export;

import io.tallystick.MetricKind;
import io.tallystick.core.export.SeriesRows.Ending;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.core.merge.UnreadableSketchException;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Percentiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes samples of the rows of one series, in the order of their ends. */
abstract sealed class SeriesSamples {
  final SampleLines lines;

  private SeriesSamples(SampleLines lines) {
    this.lines = lines;
  }

  static SeriesSamples of(MetricKind kind, SampleLines lines, WriterMerge merge) {
    return switch (kind) {
      case COUNTER -> new OfCounter(lines);
      case GAUGE -> new OfGauge(lines, merge);
      case HISTOGRAM -> new OfHistogram(lines);
    };
  }

  /** Where the first row starts. */
  abstract void begin(Instant start) throws IOException;

  abstract void add(Ending ending) throws IOException;

  private static <S extends BucketState> List<S> states(Ending ending, Class<S> kind) {
    return ending.rows().stream().map(row -> kind.cast(row.state())).toList();
  }

  private static final class OfCounter extends SeriesSamples {
    private CounterState total = CounterState.ofWhole(0);

    OfCounter(SampleLines lines) {
      super(lines);
    }

    @Override
    void begin(Instant start) throws IOException {
      lines.whole("_total", 0, start);
    }

    @Override
    void add(Ending ending) throws IOException {
      for (CounterState state : states(ending, CounterState.class)) {
        total = StateMerge.counters(List.of(total, state));
      }
      if (total.fractional() == 0) {
        lines.wholeNumber("_total", total.whole(), ending.end());
      } else {
        lines.number("_total", total.sum(), ending.end());
      }
    }
  }

  private static final class OfGauge extends SeriesSamples {
    private final WriterMerge merge;

    OfGauge(SampleLines lines, WriterMerge merge) {
      super(lines);
      this.merge = merge;
    }

    @Override
    void begin(Instant start) {
      // a gauge has no beginning: it shows what it showed
    }

    @Override
    void add(Ending ending) throws IOException {
      GaugeState shown = merge.gauges(ending.rows());
      lines.number("", shown.last(), ending.end());
    }
  }

  private static final class OfHistogram extends SeriesSamples {
    private long count;
    private double sum;

    OfHistogram(SampleLines lines) {
      super(lines);
    }

    @Override
    void begin(Instant start) throws IOException {
      lines.whole("_count", 0, start);
      lines.whole("_sum", 0, start);
    }

    @Override
    void add(Ending ending) throws IOException {
      List<HistogramState> states = states(ending, HistogramState.class);
      for (HistogramState state : states) {
        long more = count + state.count();
        count = more < 0 ? Long.MAX_VALUE : more;
        sum += state.sum();
      }
      Optional<Percentiles> known = percentiles(states);
      for (Quantile quantile : Quantile.values()) {
        double shown = known.map(quantile.value).orElse(Double.NaN);
        lines.quantile(quantile.text, shown, ending.end());
      }
      lines.whole("_count", count, ending.end());
      lines.number("_sum", sum, ending.end());
    }

    /** Empty where there are several and a sketch of theirs cannot be read. */
    private static Optional<Percentiles> percentiles(List<HistogramState> states) {
      try {
        return Optional.of(
            (states.size() == 1 ? states.get(0) : StateMerge.histograms(states)).percentiles());
      } catch (UnreadableSketchException unreadable) {
        return Optional.empty();
      }
    }
  }

  private enum Quantile {
    P50("0.5", Percentiles::p50),
    P95("0.95", Percentiles::p95),
    P99("0.99", Percentiles::p99);

    final String text;

    @SuppressWarnings("ImmutableEnumChecker") // made above, and none of them holds anything
    final Function<Percentiles, Double> value;

    Quantile(String text, Function<Percentiles, Double> value) {
      this.text = text;
      this.value = value;
    }
  }
}

package io.tallystick.core.rollup;

import io.tallystick.core.merge.StateMerge;
import io.tallystick.core.merge.UnreadableSketchException;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the buckets of one group of requests add up to. For one thread. */
final class RequestTotals {
  /** So many states of times wait to be merged, each with a sketch that takes room. */
  private static final int MOST_WAITING = 8;

  private CounterState requests = CounterState.ofWhole(0);
  private CounterState errors4xx = CounterState.ofWhole(0);
  private CounterState errors5xx = CounterState.ofWhole(0);
  private final List<HistogramState> times = new ArrayList<>(2);
  private double requestBytes;
  private double responseBytes;

  /**
   * Adds a bucket.
   *
   * @param statusClass the tag {@code status_class} of its series, null where it has none
   */
  void add(RequestMetric metric, @Nullable String statusClass, BucketState state) {
    if (state instanceof CounterState counter && metric == RequestMetric.REQUESTS) {
      count(counter, statusClass);
    } else if (state instanceof HistogramState histogram) {
      switch (metric) {
        case TIMES -> time(histogram);
        case REQUEST_SIZES -> requestBytes += histogram.sum();
        case RESPONSE_SIZES -> responseBytes += histogram.sum();
        case REQUESTS -> {} // someone gave another kind of metric the name
      }
    }
  }

  private void count(CounterState counter, @Nullable String statusClass) {
    requests = sum(requests, counter);
    if ("4xx".equals(statusClass)) {
      errors4xx = sum(errors4xx, counter);
    } else if ("5xx".equals(statusClass)) {
      errors5xx = sum(errors5xx, counter);
    }
  }

  private static CounterState sum(CounterState one, CounterState other) {
    return StateMerge.counters(List.of(one, other));
  }

  private void time(HistogramState histogram) {
    times.add(histogram);
    if (times.size() == MOST_WAITING) {
      mergeTimes();
    }
  }

  /** Makes one of all that wait, or none where there is none that can be read. */
  private void mergeTimes() {
    try {
      replaceTimes();
    } catch (UnreadableSketchException unreadable) {
      times.removeIf(state -> !isReadable(state)); // as folding does, which also says so
      replaceTimes();
    }
  }

  private void replaceTimes() {
    if (!times.isEmpty()) {
      HistogramState merged = StateMerge.histograms(times);
      times.clear();
      times.add(merged);
    }
  }

  private static boolean isReadable(HistogramState state) {
    try {
      StateMerge.histograms(List.of(state));
      return true;
    } catch (UnreadableSketchException itsOwn) {
      return false;
    }
  }

  /** All that was added, as the row of a group. */
  RequestSummary summary(RequestGroup group) {
    mergeTimes();
    return new RequestSummary(
        group,
        number(requests),
        number(errors4xx),
        number(errors5xx),
        times.isEmpty() ? null : responseTimes(times.get(0)),
        bytes(requestBytes),
        bytes(responseBytes));
  }

  /** Nobody counts a part of a request, but whoever records could. */
  private static long number(CounterState counter) {
    CounterState rounded = CounterState.ofWhole(Math.round(counter.fractional()));
    return sum(CounterState.ofWhole(counter.whole()), rounded).whole();
  }

  private static ResponseTimes responseTimes(HistogramState times) {
    return new ResponseTimes(times.percentiles(), times.mean());
  }

  private static long bytes(double sum) {
    return Math.max(0, Math.round(sum));
  }
}

package io.tallystick.core.collect;

import io.tallystick.GaugeRegistration;
import io.tallystick.Metrics;
import io.tallystick.core.collect.Draft.Reading;
import io.tallystick.core.collect.Draft.Said;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * What one collector said last, as the runtime's gauges and counters show it. A gauge is shown
 * through a supplier, which is taken back when the collector says it no more: so it has no value
 * then, instead of an old one. For any thread.
 *
 * <p>The lock of this is taken before that of the {@link Board}, never behind it.
 */
final class Shown {
  /** How many totals one collector may have given, those that it gives no more included. */
  private static final int MOST_TOTALS = 2 * Readings.MOST;

  private final Metrics metrics;
  private final Board board;
  private final Map<Reading, Value> gauges = new HashMap<>();
  private final Map<Reading, Long> totals = new HashMap<>();
  private boolean isClosed;

  Shown(Metrics metrics, Board board) {
    this.metrics = metrics;
    this.board = board;
  }

  /** Shows this instead of what was shown before; how many readings that are. */
  synchronized int show(Said said) {
    if (isClosed) {
      return 0;
    }
    takeBackAllBut(said.gauges());
    said.gauges().forEach(this::set);
    said.totals().forEach(this::countOn);
    if (totals.size() > MOST_TOTALS) {
      leaveTotalsBut(said.totals());
    }
    return said.gauges().size() + said.totals().size();
  }

  /** Shows no gauge any more until the collector says something again. */
  synchronized void takeBack() {
    takeBackAllBut(Map.of());
  }

  /** Shows nothing any more, and leaves its totals to whoever gives them next. */
  synchronized void remove() {
    isClosed = true;
    takeBack();
    leaveTotalsBut(Map.of());
  }

  private void leaveTotalsBut(Map<Reading, ?> those) {
    Iterator<Map.Entry<Reading, Long>> all = totals.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Reading, Long> each = all.next();
      if (!those.containsKey(each.getKey())) {
        all.remove();
        board.leave(each.getKey(), each.getValue(), this);
      }
    }
  }

  /** Shows nothing new any more. */
  synchronized void close() {
    isClosed = true;
  }

  private void takeBackAllBut(Map<Reading, ?> those) {
    Iterator<Map.Entry<Reading, Value>> all = gauges.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Reading, Value> each = all.next();
      if (!those.containsKey(each.getKey())) {
        all.remove();
        each.getValue().close();
        board.release(each.getKey(), this);
      }
    }
  }

  private void set(Reading reading, double value) {
    if (!board.claim(reading, this)) {
      return;
    }
    Value known = gauges.get(reading);
    if (known == null) {
      gauges.put(reading, new Value(metrics, reading, value));
    } else {
      known.value = value;
    }
    // The supplier is asked at the next flush; until then this is what there is.
    metrics.gauge(reading.name(), value, reading.tags());
  }

  private void countOn(Reading reading, long total) {
    if (!board.claim(reading, this)) {
      return;
    }
    Long known = totals.containsKey(reading) ? totals.get(reading) : board.takeUp(reading);
    long grown = known == null || total < known ? total : total - known;
    // Also by nothing: what has not happened yet is a zero and no gap.
    metrics.count(reading.name(), grown, reading.tags());
    totals.put(reading, total);
  }

  /** One gauge. */
  private static final class Value {
    private final GaugeRegistration registration;
    private volatile double value;

    Value(Metrics metrics, Reading reading, double first) {
      value = first;
      registration = metrics.gauge(reading.name(), reading.tags(), () -> value);
    }

    void close() {
      registration.close();
    }
  }
}

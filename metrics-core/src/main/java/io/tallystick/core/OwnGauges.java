package io.tallystick.core;

import io.tallystick.Gauge;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.flush.Flusher;
import io.tallystick.core.record.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a runtime shows of its own memory, at each tick; nothing of it asks the store. */
final class OwnGauges {
  private final List<Shown> shown = new ArrayList<>();
  private final Flusher flusher;
  private final Gauge lag;

  OwnGauges(Recording recording, Flusher flusher, ByteBudgets given) {
    Metrics metrics = recording.metrics();
    this.flusher = flusher;
    this.lag = metrics.gauge("tallystick.flush.lag_ms");
    show(metrics.gauge("tallystick.series.active"), recording::seriesCount);
    show(metrics.gauge("tallystick.backlog.buckets"), flusher::waiting);
    budget(metrics, "cells", recording::cellBytes, given.cellBytes());
    budget(metrics, "histograms", recording::histogramBytes, given.histogramBytes());
    budget(metrics, "backlog", flusher::waitingBytes, given.backlogBytes());
  }

  private void budget(Metrics metrics, String budget, LongSupplier usedBytes, long givenBytes) {
    show(metrics.gauge("tallystick.budget.used_bytes", Tags.of("budget", budget)), usedBytes);
    show(metrics.gauge("tallystick.budget.max_bytes", Tags.of("budget", budget)), () -> givenBytes);
  }

  private void show(Gauge gauge, LongSupplier value) {
    shown.add(new Shown(gauge, value));
  }

  /** Shows all as it is. */
  void set(Moment now) {
    shown.forEach(Shown::set);
    lag.set(TimeUnit.NANOSECONDS.toMillis(flusher.lag(now).toNanos()));
  }

  private record Shown(Gauge gauge, LongSupplier value) {
    void set() {
      gauge.set(value.getAsLong());
    }
  }
}

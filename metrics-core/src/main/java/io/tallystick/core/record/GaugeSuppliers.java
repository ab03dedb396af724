package io.tallystick.core.record;

import io.tallystick.GaugeRegistration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The suppliers of gauges, one for each series. */
final class GaugeSuppliers {
  private final Samples samples;
  private final Map<Series, Registration> registrations = new LinkedHashMap<>();

  /** Guarded by this. */
  private boolean isClosed;

  GaugeSuppliers(Samples samples) {
    this.samples = samples;
  }

  /**
   * Registers a supplier in the place of the one that the series has. Where the series is refused
   * nobody would see the value, so the supplier is never asked.
   */
  synchronized GaugeRegistration register(Series series, DoubleSupplier supplier) {
    if (isClosed || series.leadsNowhere()) {
      return new Registration(series, supplier, false);
    }
    Registration earlier = registrations.get(series);
    Registration registration = new Registration(series, supplier, earlier != null);
    registrations.put(series, registration);
    return registration;
  }

  synchronized List<PolledGauge> list() {
    return new ArrayList<>(registrations.values());
  }

  synchronized void close() {
    isClosed = true;
    registrations.clear();
  }

  private synchronized boolean isCurrent(Registration registration) {
    return registrations.get(registration.series) == registration;
  }

  /** A gauge whose supplier is gone has no value any more. */
  private synchronized void remove(Registration registration) {
    if (registrations.remove(registration.series, registration)) {
      samples.unset(registration.series);
    }
  }

  private synchronized void set(Registration registration, double value) {
    if (isCurrent(registration)) {
      samples.set(registration.series, value);
    }
  }

  /** One supplier and whom it speaks for. */
  private final class Registration implements GaugeRegistration, PolledGauge {
    private final Series series;
    private final DoubleSupplier supplier;
    private final boolean replacedEarlier;

    Registration(Series series, DoubleSupplier supplier, boolean replacedEarlier) {
      this.series = series;
      this.supplier = supplier;
      this.replacedEarlier = replacedEarlier;
    }

    @Override
    public boolean replacedEarlier() {
      return replacedEarlier;
    }

    @Override
    public void close() {
      remove(this);
    }

    @Override
    public String name() {
      return series.name();
    }

    @Override
    public void poll() {
      if (isCurrent(this)) {
        set(this, supplier.getAsDouble());
      }
    }
  }
}

package io.tallystick.core.record;

import java.util.concurrent.atomic.AtomicLong;

/** A double that many threads change by whole steps. */
final class AtomicDouble {
  private final AtomicLong bits;

  AtomicDouble(double value) {
    bits = new AtomicLong(Double.doubleToRawLongBits(value));
  }

  void add(double amount) {
    long before;
    double sum;
    do {
      before = bits.getAcquire();
      sum = Double.longBitsToDouble(before) + amount;
    } while (!bits.compareAndSet(before, Double.doubleToRawLongBits(sum)));
  }

  void lowerTo(double value) {
    long before = bits.getAcquire();
    while (value < Double.longBitsToDouble(before)
        && !bits.compareAndSet(before, Double.doubleToRawLongBits(value))) {
      before = bits.getAcquire();
    }
  }

  void raiseTo(double value) {
    long before = bits.getAcquire();
    while (value > Double.longBitsToDouble(before)
        && !bits.compareAndSet(before, Double.doubleToRawLongBits(value))) {
      before = bits.getAcquire();
    }
  }

  double getAndSet(double value) {
    return Double.longBitsToDouble(bits.getAndSet(Double.doubleToRawLongBits(value)));
  }
}

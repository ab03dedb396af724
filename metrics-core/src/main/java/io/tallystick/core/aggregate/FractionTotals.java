package io.tallystick.core.aggregate;

/** The amounts with a fraction that were added to a counter. */
final class FractionTotals {
  private double inBucket;
  private double total;

  void add(double amount) {
    inBucket = Finite.sum(inBucket, amount);
    total = Finite.sum(total, amount);
  }

  double inBucket() {
    return inBucket;
  }

  double total() {
    return total;
  }

  void begin() {
    inBucket = 0;
  }
}

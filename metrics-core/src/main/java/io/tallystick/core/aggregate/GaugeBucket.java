package io.tallystick.core.aggregate;

/**
 * A gauge in the open bucket. Its mean comes from its values at ticks, each of which counts until
 * the next; its least and greatest from every value that was set.
 */
final class GaugeBucket {
  private double last;
  private double min;
  private double max;
  private double weightedSum;
  private long observedMillis;
  private boolean isChanged = true;

  GaugeBucket(double first) {
    last = first;
    min = first;
    max = first;
  }

  /** Takes what a drain showed, so many milliseconds after the one before. */
  void take(double now, double least, double greatest, long millis) {
    weightedSum += last * millis;
    observedMillis += millis;
    double itsMin = Math.min(min, Math.min(now, least));
    double itsMax = Math.max(max, Math.max(now, greatest));
    isChanged |= now != last || itsMin != min || itsMax != max;
    last = now;
    min = itsMin;
    max = itsMax;
  }

  /** Whether it changed since this was asked last. */
  boolean takeChange() {
    boolean changed = isChanged;
    isChanged = false;
    return changed;
  }

  /** Begins the next bucket with the value of now. */
  void begin() {
    min = last;
    max = last;
    weightedSum = 0;
    observedMillis = 0;
    isChanged = true;
  }

  Reading.OfGauge reading(long wallMillis) {
    return new Reading.OfGauge(last, wallMillis, min, max, weightedSum, observedMillis);
  }
}

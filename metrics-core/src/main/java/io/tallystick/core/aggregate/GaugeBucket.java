package io.tallystick.core.aggregate;

/**
 * A gauge in the open bucket. Its mean comes from its values at ticks, each of which counts until
 * the next tick; its least and greatest from every value that was set.
 */
final class GaugeBucket {
  /** What no tick has seen yet. */
  private static final double NONE = Double.NaN;

  private double last = NONE;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double weightedSum;
  private long observedMillis;
  private boolean isChanged;

  /** Takes in the values since the last drain, which shows them once, to whoever drains. */
  void widen(double now, double least, double greatest) {
    double itsMin = Math.min(min, Math.min(now, least));
    double itsMax = Math.max(max, Math.max(now, greatest));
    isChanged |= itsMin != min || itsMax != max;
    min = itsMin;
    max = itsMax;
  }

  /** Takes the value at a tick, so many milliseconds after the tick before. */
  void tick(double now, long millis) {
    if (!Double.isNaN(last)) {
      weightedSum = Finite.sum(weightedSum, Finite.product(last, (double) millis));
      observedMillis += millis;
    }
    isChanged |= now != last;
    last = now;
  }

  /** Where it had no value at a tick, the time to the next tick is nobody's. */
  void leaveUnless(boolean isShown) {
    if (!isShown) {
      last = NONE;
    }
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

  /** As of the last tick. */
  Reading.OfGauge reading(long wallMillis) {
    return new Reading.OfGauge(last, wallMillis, min, max, weightedSum, observedMillis);
  }

  /** As it would be if a tick were now. */
  Reading.OfGauge live(double now, DrainTime time) {
    if (Double.isNaN(last)) {
      return new Reading.OfGauge(now, time.wallMillis(), min, max, weightedSum, observedMillis);
    }
    long millis = time.sinceTickMillis();
    double itsSum = Finite.sum(weightedSum, Finite.product(last, (double) millis));
    return new Reading.OfGauge(now, time.wallMillis(), min, max, itsSum, observedMillis + millis);
  }
}

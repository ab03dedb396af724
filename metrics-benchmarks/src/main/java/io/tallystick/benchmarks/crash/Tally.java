package io.tallystick.benchmarks.crash;

/**
 * What was recorded in one series.
 *
 * @param calls how many calls there were
 * @param quarters how much they added, in quarters
 */
record Tally(long calls, long quarters) {
  static final Tally NOTHING = new Tally(0, 0);

  Tally and(Tally other) {
    return new Tally(calls + other.calls, quarters + other.quarters);
  }

  boolean isWithin(Tally most) {
    return calls <= most.calls && quarters <= most.quarters;
  }

  @Override
  public String toString() {
    return "%d calls, sum %s".formatted(calls, quarters / 4.0);
  }
}

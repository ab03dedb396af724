package io.tallystick.benchmarks.crash;

/** What holds of every child that ended well. */
final class Endings {
  private Endings() {}

  /** The store has exactly what the child recorded, and all of it was confirmed. */
  static void requireExact(String who, Child child, Stored all, Findings findings) {
    Totals recorded = Ledger.read(child.ledger()).totals();
    Totals stored = Totals.ofBuckets(all.of(child.heard().writers()));
    findings.add(who, stored.unlike(recorded));
    findings.require(recorded.samples() > 0, "%snothing was recorded", who);
    findings.say(
        "  %srecorded %,d samples, stored %,d, in %d flushes; not taken at once: %s",
        who,
        recorded.samples(),
        stored.samples(),
        child.heard().writes(),
        child.heard().failures());
  }
}

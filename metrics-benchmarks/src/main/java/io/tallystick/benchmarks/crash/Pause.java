package io.tallystick.benchmarks.crash;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import java.util.List;

/**
 * A child that is stopped shortly before a minute ends and goes on after that: nothing may be lost
 * or doubled, and what is recorded around the border may be counted in the wrong one of the two
 * minutes only as far as a flush reaches.
 */
final class Pause implements Scenario {
  private static final long MINUTE_MILLIS = Granularity.MINUTE.width().toMillis();
  private static final long LEAST_MILLIS_BEFORE = 4_000;
  private static final long MILLIS_OF_PAUSE_BEFORE = 300;
  private static final long MILLIS_OF_PAUSE_AFTER = 1_000;
  private static final long MILLIS_AFTER = 4_000;

  /** A flush interval, and room for a machine that is busy with something else. */
  private static final long MOST_MILLIS_ASIDE = 10 * Workplace.FLUSH_INTERVAL.toMillis();

  @Override
  public void run(Workplace workplace, Findings findings) throws InterruptedException {
    try (Child child = workplace.start()) {
      child.awaitWrites(1);
      long borderMillis = borderAfter(System.currentTimeMillis() + LEAST_MILLIS_BEFORE);
      child.run(borderMillis - MILLIS_OF_PAUSE_BEFORE - System.currentTimeMillis());
      child.signal("STOP");
      child.run(borderMillis + MILLIS_OF_PAUSE_AFTER - System.currentTimeMillis());
      child.signal("CONT");
      child.await("the next minute", said -> said.newestStartMillis() >= borderMillis);
      child.run(MILLIS_AFTER);
      findings.require(child.end() == 0, "the child did not close well");
      Stored all = Stored.read(workplace.database());
      Endings.requireExact("paused: ", child, all, findings);
      compareMinutes(child, borderMillis, all, findings);
    }
  }

  private static long borderAfter(long wallMillis) {
    return (wallMillis / MINUTE_MILLIS + 1) * MINUTE_MILLIS;
  }

  private static void compareMinutes(
      Child child, long borderMillis, Stored all, Findings findings) {
    List<OwnedBucket> before =
        all.of(child.heard().writers()).stream()
            .filter(owned -> owned.bucket().start().toEpochMilli() < borderMillis)
            .toList();
    Ledger ledger = Ledger.read(child.ledger());
    long recorded = ledger.samplesBefore(borderMillis);
    long aside = Totals.ofBuckets(before).samples() - recorded;
    long millis =
        aside < 0
            ? ledger.millisBefore(borderMillis, -aside)
            : ledger.millisAfter(borderMillis, aside);
    findings.say(
        "  before the border recorded %,d samples, stored %,d: %,d ms aside",
        recorded, recorded + aside, millis);
    findings.require(
        millis <= MOST_MILLIS_ASIDE,
        "samples of %,d ms are in the wrong minute, more than %,d",
        millis,
        MOST_MILLIS_ASIDE);
  }
}

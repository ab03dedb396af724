package io.tallystick.benchmarks.crash;

import io.tallystick.benchmarks.crash.WrittenBucket.Place;
import io.tallystick.spi.WriterId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Children that record into one file, one after the other, each killed at a random {@link
 * KillMoment}.
 *
 * <p>The file is not looked at after each of them, so that what one has left in the write-ahead log
 * is at times found by the next one and not by this program.
 */
final class Kills implements Scenario {
  private static final int KILLS_BETWEEN_CHECKS = 50;
  private static final int MOST_KILLS_BETWEEN_LOOKS = 3;

  /** So many kills take long enough for two of them to meet in a minute. */
  private static final int KILLS_THAT_MEET = 10;

  private final int kills;
  private final long seed;
  private final Random random;
  private final List<Child> unseen = new ArrayList<>();
  private final Set<WriterId> writers = new HashSet<>();
  private final Map<Place, WrittenBucket> seen = new HashMap<>();
  private final Toll toll = new Toll();
  private int killsUntilLook = 1;

  Kills(int kills, long seed) {
    this.kills = kills;
    this.seed = seed;
    this.random = new Random(seed);
  }

  @Override
  public void run(Workplace workplace, Findings findings) throws InterruptedException {
    findings.say("%,d kills, seed %d", kills, seed);
    for (int kill = 1; kill <= kills; kill++) {
      killOne(workplace);
      killsUntilLook--;
      if (killsUntilLook == 0 || kill == kills) {
        look(workplace, findings);
        killsUntilLook = 1 + random.nextInt(MOST_KILLS_BETWEEN_LOOKS);
      }
      if (kill % KILLS_BETWEEN_CHECKS == 0) {
        findings.add("after %d kills: ".formatted(kill), Stored.damage(workplace.database()));
        findings.say("  %,d kills, %d faults", kill, findings.faults());
      }
    }
    lookAtAll(workplace, findings);
    toll.say(findings);
  }

  private void killOne(Workplace workplace) throws InterruptedException {
    KillMoment[] moments = KillMoment.values();
    try (Child child = workplace.start()) {
      child.await("recording", said -> said.said(RecordingProgram.READY));
      moments[random.nextInt(moments.length)].await(child, random);
      child.kill();
      unseen.add(child);
    }
  }

  /** Compares what is stored with what was recorded and confirmed by those who died since. */
  private void look(Workplace workplace, Findings findings) {
    Stored now = Stored.readFrom(workplace.database(), firstStartMillis());
    for (Child child : unseen) {
      Remains remains = new Remains(child, now);
      Set<WriterId> itsWriters = child.heard().writers();
      findings.add(itsWriters + ": ", remains.faults());
      findings.require(
          itsWriters.stream().allMatch(writers::add), "a writer of %s came back", itsWriters);
      seen.putAll(remains.written());
      toll.add(remains);
      Workplace.delete(child.ledger());
    }
    unseen.clear();
  }

  private long firstStartMillis() {
    return unseen.stream().mapToLong(child -> child.heard().firstStartMillis()).min().orElseThrow();
  }

  /** Nothing that was seen before has changed since, and nobody else has written. */
  private void lookAtAll(Workplace workplace, Findings findings) {
    Stored all = Stored.read(workplace.database());
    Map<Place, WrittenBucket> written = Stored.written(all.of(all.writers()));
    findings.require(
        written.equals(seen),
        "the file holds %d buckets, not the %d that were seen after each kill, or others",
        written.size(),
        seen.size());
    findings.add("in the end: ", Stored.damage(workplace.database()));
    int most = all.mostWritersOfAMinute();
    findings.require(
        most > 1 || kills < KILLS_THAT_MEET, "no two children wrote within one minute");
    findings.say(
        "  %,d writers, up to %d within one minute; %,d buckets",
        all.writers().size(), most, written.size());
  }
}

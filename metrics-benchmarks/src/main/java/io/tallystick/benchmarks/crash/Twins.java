package io.tallystick.benchmarks.crash;

import io.tallystick.spi.WriterId;
import java.util.HashSet;
import java.util.Set;

/** Two children with the same configuration record into one file at once, and close in turn. */
final class Twins implements Scenario {
  private static final int WRITES_TOGETHER = 5;

  @Override
  public void run(Workplace workplace, Findings findings) throws InterruptedException {
    try (Child first = workplace.start();
        Child second = workplace.start()) {
      first.awaitWrites(1);
      second.awaitWrites(WRITES_TOGETHER);
      first.awaitWrites(WRITES_TOGETHER);
      findings.require(first.end() == 0, "the first twin did not close well");
      second.awaitWrites(WRITES_TOGETHER);
      findings.require(second.end() == 0, "the second twin did not close well");
      compare(workplace, findings, first, second);
    }
  }

  private static void compare(Workplace workplace, Findings findings, Child first, Child second) {
    Stored all = Stored.read(workplace.database());
    Set<WriterId> both = new HashSet<>(first.heard().writers());
    both.addAll(second.heard().writers());
    findings.require(both.size() == 2, "there are %d writers, not two", both.size());
    findings.require(all.writers().equals(both), "others have written: %s", all.writers());
    findings.require(all.mostWritersOfAMinute() == 2, "no minute has buckets of both writers");
    Endings.requireExact("the first twin: ", first, all, findings);
    Endings.requireExact("the second twin: ", second, all, findings);
    findings.add("", Stored.damage(workplace.database()));
  }
}

package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Forbids that a thread goes on adding after recording was switched off for good, and that one
 * which took its lane while it was off adds nowhere when it is on again.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Off means off, and on means on.")
@State
public class LanesStress {
  private final CellMemory memory = new HeapMemory(new ByteBudget(1 << 20));
  private final Lanes lanes = new Lanes(memory, new SeriesDirectory(), 1);

  @Actor
  public void adds() {
    lanes.add(0, 1);
    lanes.add(0, 1);
  }

  @Actor
  public void switchesOffAndOnAndOff() {
    lanes.open(false);
    lanes.open(true);
    lanes.open(false);
  }

  @Arbiter
  public void addsLater(ZZ_Result result) {
    long before = total();
    lanes.add(0, 1);
    result.r1 = before >= 0 && before <= 2 && total() == before;
    lanes.open(true);
    lanes.add(0, 1);
    result.r2 = total() == before + 1;
  }

  private long total() {
    long[] totals = new long[1];
    lanes.totals(totals);
    return totals[0];
  }
}

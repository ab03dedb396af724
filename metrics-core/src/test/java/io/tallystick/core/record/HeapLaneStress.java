package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The owner of a lane replaces its array while a thread of ours reads or clears it. */
public class HeapLaneStress {
  private static final int NEAR = 3;
  private static final int FAR = 100;

  private static final Thread OWNER = new NumberedThread(0, Thread::onSpinWait);

  final OwnCells cells = new OwnCells();

  /** Starts with a lane that somebody owns. */
  public HeapLaneStress() {
    cells.lane().tryClaim(OWNER);
    cells.lane().open(true);
  }

  final void add(int cell, long amount) {
    cells.add(OWNER, cell, amount);
  }

  final long[] read() {
    long[] totals = new long[2 * FAR];
    cells.lane().addTo(totals);
    return totals;
  }

  /** Forbids that a reader sees a cell decrease, and that an amount is lost by growing. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Cells only grew, and all was kept.")
  @State
  public static class Growing extends HeapLaneStress {
    @Actor
    public void adds() {
      add(NEAR, 1);
      add(FAR, 1);
      add(NEAR, 1);
    }

    @Actor
    public void reads(ZZ_Result result) {
      long[] first = read();
      long[] second = read();
      result.r1 = first[NEAR] <= second[NEAR] && first[FAR] <= second[FAR];
    }

    @Arbiter
    public void total(ZZ_Result result) {
      long[] end = read();
      result.r2 = end[NEAR] == 2 && end[FAR] == 1;
    }
  }

  /** Forbids that a number which was set back to zero comes again with a longer array. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Cleared, and nothing else was.")
  @State
  public static class Clearing extends HeapLaneStress {
    /** Starts with a number that nobody adds to any more. */
    public Clearing() {
      add(NEAR, 7);
      add(NEAR + 1, 5);
    }

    @Actor
    public void adds() {
      add(FAR, 1);
      add(NEAR + 1, 1);
    }

    @Actor
    public void clears() {
      cells.lane().clear(NEAR);
    }

    @Arbiter
    public void total(ZZ_Result result) {
      long[] end = read();
      result.r1 = end[NEAR] == 0;
      result.r2 = end[NEAR + 1] == 6 && end[FAR] == 1;
    }
  }
}

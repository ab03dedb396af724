package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** One thread adds atomically while another takes all. */
public class GridCountsStress {
  private static final int CELL = 1_000;
  private static final int CELL_ON_ANOTHER_PAGE = 2_000;

  final GridCounts counts = new GridCounts(new ByteBudget(1 << 20));
  boolean isNoneNegative = true;
  long sum;

  final void take() {
    counts.takeAll(
        (index, count) -> {
          isNoneNegative &= count >= 0;
          sum += count;
        });
  }

  final void end(ZZ_Result result, long expected) {
    take();
    result.r1 = isNoneNegative;
    result.r2 = sum == expected;
  }

  /** Forbids that a sample is lost or doubled where pages come up and zeros are added. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each sample was taken once.")
  @State
  public static class Taking extends GridCountsStress {
    @Actor
    public void adds() {
      counts.addAtomically(CELL);
      counts.addAtomically(CELL_ON_ANOTHER_PAGE);
      counts.addAtomically(CELL);
      counts.addAtomically(0);
      counts.addAtomically(-CELL);
    }

    @Actor
    public void takes() {
      take();
    }

    @Arbiter
    public void takesTheRest(ZZ_Result result) {
      end(result, 5);
    }
  }

  /** Forbids that a count which is set aside is taken too, so that another count is negative. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each sample was taken once.")
  @State
  public static class Overflowing extends GridCountsStress {
    /** Starts with a cell that is full but for one sample. */
    public Overflowing() {
      counts.addMany(CELL, GridCounts.FULL - 1);
    }

    @Actor
    public void adds() {
      counts.addAtomically(CELL);
      counts.addAtomically(CELL);
      counts.addAtomically(CELL);
    }

    @Actor
    public void takes() {
      take();
    }

    @Arbiter
    public void takesTheRest(ZZ_Result result) {
      end(result, GridCounts.FULL + 2L);
    }
  }
}

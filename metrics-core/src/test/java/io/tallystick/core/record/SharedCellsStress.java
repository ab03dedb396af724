package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/**
 * Forbids that an amount is lost where two threads make the same page, that the budget pays for it
 * twice, and that a full cell comes round to negative numbers.
 */
@JCStressTest
@Outcome(id = "true, true, 2", expect = ACCEPTABLE, desc = "All is there, and one page for each.")
@State
public class SharedCellsStress {
  private static final int SECOND_PAGE = SharedCells.PAGE_SIZE;

  private final ByteBudget budget = new ByteBudget(1 << 20);
  private final SharedCells cells = new SharedCells(new HeapMemory(budget));

  @Actor
  public void adds() {
    cells.add(SECOND_PAGE, 1);
    cells.add(0, Long.MAX_VALUE);
    cells.add(0, 1);
  }

  @Actor
  public void addsToo() {
    cells.add(SECOND_PAGE, 2);
    cells.add(0, 5);
    cells.add(0, Long.MAX_VALUE);
  }

  @Arbiter
  public void totals(ZZJ_Result result) {
    long[] totals = new long[2 * SharedCells.PAGE_SIZE];
    cells.addTo(totals);
    result.r1 = totals[SECOND_PAGE] == 3;
    result.r2 = totals[0] == Long.MAX_VALUE;
    result.r3 = budget.used() / HeapCells.bytes(SharedCells.PAGE_SIZE);
  }
}

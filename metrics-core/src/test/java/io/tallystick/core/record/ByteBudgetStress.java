package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/**
 * Forbids that two get what is there for one, and that what a refused one asked for stays taken.
 */
@JCStressTest
@Outcome(id = "true, false, 6", expect = ACCEPTABLE, desc = "The first one got it.")
@Outcome(id = "false, true, 6", expect = ACCEPTABLE, desc = "The second one got it.")
@Outcome(id = "false, false, 0", expect = ACCEPTABLE, desc = "Each stood in the other's way.")
@State
public class ByteBudgetStress {
  private final ByteBudget budget = new ByteBudget(10);

  @Actor
  public void takes(ZZJ_Result result) {
    result.r1 = budget.tryTake(6);
  }

  @Actor
  public void takesToo(ZZJ_Result result) {
    result.r2 = budget.tryTake(6);
  }

  @Arbiter
  public void used(ZZJ_Result result) {
    result.r3 = budget.used();
  }
}

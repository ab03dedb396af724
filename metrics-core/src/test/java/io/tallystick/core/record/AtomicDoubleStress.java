package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DZ_Result;

/** Forbids that an amount is lost between an addition and a taking, or a bound between two. */
@JCStressTest
@Outcome(id = "7.0, true", expect = ACCEPTABLE, desc = "All amounts, and the outermost bounds.")
@State
public class AtomicDoubleStress {
  private final AtomicDouble sum = new AtomicDouble(0);
  private final AtomicDouble least = new AtomicDouble(Double.POSITIVE_INFINITY);
  private final AtomicDouble greatest = new AtomicDouble(Double.NEGATIVE_INFINITY);
  private double taken;

  @Actor
  public void adds() {
    sum.add(1);
    sum.add(2);
    least.lowerTo(3);
    greatest.raiseTo(3);
  }

  @Actor
  public void addsAndTakes() {
    sum.add(4);
    taken = sum.getAndSet(0);
    least.lowerTo(2);
    greatest.raiseTo(4);
  }

  @Arbiter
  public void takesTheRest(DZ_Result result) {
    result.r1 = taken + sum.getAndSet(0);
    result.r2 = least.getAndSet(0) == 2 && greatest.getAndSet(0) == 4;
  }
}

package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/**
 * Forbids that an addition is lost between two threads, that what was set last is neither thread's
 * value, and that the least or greatest value is seen neither now nor later.
 */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "As if one after the other.")
@State
public class GaugesStress {
  private static final int ADDED = 1;
  private static final int SET = 2;

  private final Gauges gauges = new Gauges(new HeapMemory(new ByteBudget(1 << 20)));
  private final double[] least = new double[3];
  private final double[] greatest = new double[3];

  @Actor
  public void changes() {
    gauges.add(ADDED, -10);
    gauges.add(ADDED, 13);
    gauges.set(SET, 1);
    gauges.set(SET, 3);
  }

  @Actor
  public void changesAndTakes() {
    gauges.add(ADDED, 5);
    gauges.set(SET, 2);
    take(ADDED);
    take(SET);
  }

  private void take(int gauge) {
    least[gauge] = gauges.takeLeast(gauge);
    greatest[gauge] = gauges.takeGreatest(gauge);
  }

  @Arbiter
  public void takesTheRest(ZZZ_Result result) {
    double leastSum = Math.min(least[ADDED], gauges.takeLeast(ADDED));
    double greatestSum = Math.max(greatest[ADDED], gauges.takeGreatest(ADDED));
    result.r1 = gauges.last(ADDED) == 8;
    result.r2 = (leastSum == -10 || leastSum == -5) && greatestSum == 8;
    result.r3 =
        (gauges.last(SET) == 3 || gauges.last(SET) == 2)
            && Math.min(least[SET], gauges.takeLeast(SET)) == 1
            && Math.max(greatest[SET], gauges.takeGreatest(SET)) == 3;
  }
}

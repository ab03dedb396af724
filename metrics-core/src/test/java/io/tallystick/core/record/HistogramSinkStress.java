package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Forbids that two threads add plainly at once, and that a sample which comes under the lock or
 * past it is counted, summed or compared twice or not at all by two takings.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both takings together are exact.")
@State
public class HistogramSinkStress {
  private final SampledSeries series = new SampledSeries();
  private final SampleLog first = logOf(-1);
  private final SampleLog second = logOf(32);
  private SampledSeries.Taken early = series.take();

  private static SampleLog logOf(double value) {
    SampleLog log = SampledSeries.log();
    log.append(0, value);
    return log;
  }

  @Actor
  public void adds() {
    series.sink().accept(4);
    first.move(series.directory());
    series.sink().accept(16);
  }

  @Actor
  public void addsAndTakes() {
    second.move(series.directory());
    early = series.take();
  }

  @Arbiter
  public void takesTheRest(ZZ_Result result) {
    SampledSeries.Taken all = early.and(series.take());
    result.r1 = early.count() == early.onGrid();
    result.r2 = all.equals(new SampledSeries.Taken(4, 4, 51, -1, 32));
  }
}

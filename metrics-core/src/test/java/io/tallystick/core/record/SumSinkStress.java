package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.D_Result;

/** Forbids that an amount which comes by a log, or without one, is taken twice or not at all. */
@JCStressTest
@Outcome(id = "4.75", expect = ACCEPTABLE, desc = "Both takings together are exact.")
@State
public class SumSinkStress {
  private final SumSink sink = new SumSink();
  private final SampleLog log = SampledSeries.log();
  private double early;

  /** Starts with amounts that lie in a log. */
  public SumSinkStress() {
    log.append(0, 0.5);
    log.append(0, 1.25);
  }

  @Actor
  public void adds() {
    sink.accept(1);
    sink.acceptRun(log, log.end() - 2, log.end());
    sink.accept(2);
  }

  @Actor
  public void takes() {
    early = sink.take();
  }

  @Arbiter
  public void takesTheRest(D_Result result) {
    result.r1 = early + sink.take();
  }
}

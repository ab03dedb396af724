package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Threads add to a sink by a log or without one while somebody takes what is there. */
public class HistogramSinkStress {
  final SampledSeries series = new SampledSeries();
  final SampleLog first = logOf(0, 1, -1);
  final SampleLog second = logOf(1, 1, 32);
  private SampledSeries.Taken early = series.take();

  static SampleLog logOf(int stripe, int times, double value) {
    SampleLog log = SampledSeries.log(stripe);
    for (int i = 0; i < times; i++) {
      log.append(0, value);
    }
    return log;
  }

  final void takeEarly() {
    early = series.take();
  }

  final void end(ZZ_Result result, SampledSeries.Taken expected) {
    SampledSeries.Taken all = early.and(series.take());
    result.r1 = early.count() == early.onGrid();
    result.r2 = all.equals(expected);
  }

  /**
   * Forbids that two threads add plainly at once, and that a sample which comes under the lock or
   * past it is counted, summed or compared twice or not at all by two takings.
   */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both takings together are exact.")
  @State
  public static class InOnePart extends HistogramSinkStress {
    @Actor
    public void adds() {
      series.sink().accept(4);
      first.move(series.directory());
      series.sink().accept(16);
    }

    @Actor
    public void addsAndTakes() {
      second.move(series.directory());
      takeEarly();
    }

    @Arbiter
    public void takesTheRest(ZZ_Result result) {
      end(result, new SampledSeries.Taken(4, 4, 4, 51, -1, 32));
    }
  }

  /** Forbids the same of a sink that has two parts, of which one is brought into the other. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both takings together are exact.")
  @State
  public static class InTwoParts extends HistogramSinkStress {
    private static final int LONG = 40;

    private final SampleLog firstRun = logOf(0, LONG, -1);
    private final SampleLog secondRun = logOf(1, LONG, 32);

    /** Starts with the parts. */
    public InTwoParts() {
      series.part();
    }

    @Actor
    public void adds() {
      firstRun.move(series.directory());
      secondRun.move(series.directory());
    }

    @Actor
    public void takes() {
      takeEarly();
    }

    @Arbiter
    public void takesTheRest(ZZ_Result result) {
      end(result, new SampledSeries.Taken(2 * LONG, 2 * LONG, 2 * LONG, 31 * LONG, -1, 32));
    }
  }
}

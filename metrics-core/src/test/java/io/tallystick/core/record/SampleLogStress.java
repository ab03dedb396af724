package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** The owner of a log appends while the tick moves samples to their sink. */
public class SampleLogStress {
  /** A full log takes so many of one series. */
  private static final int FULL = 255;

  final SampledSeries series = new SampledSeries();
  final SampleLog log = SampledSeries.log();

  /** As a recording call does. */
  final void append(double value) {
    int index = series.series().index();
    if (!log.append(index, value)
        && !(log.tryEmpty(series.directory()) && log.append(index, value))) {
      series.sink().accept(value);
    }
  }

  final void drain() {
    log.move(series.directory());
  }

  final void end(JJ_Result result) {
    drain();
    SampledSeries.Taken taken = series.take();
    result.r1 = taken.count();
    result.r2 = (long) taken.sum();
  }

  /** Forbids that the tick reads half an entry, or one twice. */
  @JCStressTest
  @Outcome(id = "3, 111", expect = ACCEPTABLE, desc = "Each sample reached the sink once.")
  @State
  public static class WithRoom extends SampleLogStress {
    @Actor
    public void appends() {
      append(1);
      append(10);
      append(100);
    }

    @Actor
    public void ticks() {
      drain();
      drain();
    }

    @Arbiter
    public void total(JJ_Result result) {
      end(result);
    }
  }

  /** Forbids that the owner writes over an entry that the tick still reads. */
  @JCStressTest
  @Outcome(id = "256, 765", expect = ACCEPTABLE, desc = "Each sample reached the sink once.")
  @State
  public static class AlmostFull extends SampleLogStress {
    /** Starts with room for one sample more. */
    public AlmostFull() {
      for (int i = 1; i < FULL; i++) {
        append(1);
      }
    }

    @Actor
    public void appends() {
      append(11);
      append(500);
    }

    @Actor
    public void ticks() {
      drain();
    }

    @Arbiter
    public void total(JJ_Result result) {
      end(result);
    }
  }
}

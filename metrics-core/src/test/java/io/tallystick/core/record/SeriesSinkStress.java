package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.tallystick.MetricKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DJ_Result;

/** Forbids that a counter gets two sinks for its fractions, one of which nobody reads. */
@JCStressTest
@Outcome(id = "0.75, 0", expect = ACCEPTABLE, desc = "Both amounts are in one sink.")
@State
public class SeriesSinkStress {
  private final Series series =
      new Series.Builder(new Metric("a.count"), MetricKind.COUNTER, new String[0])
          .at(0, 0, null)
          .build();

  @Actor
  public void adds() {
    series.sink().accept(0.25);
  }

  @Actor
  public void addsToo() {
    series.sink().accept(0.5);
  }

  @Arbiter
  public void total(DJ_Result result) {
    SumSink sink = (SumSink) series.sink();
    result.r1 = sink.take();
    result.r2 = (long) sink.take();
  }
}

package io.tallystick;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Forbids that a timing which two threads end records twice, or not at all. */
@JCStressTest
@Outcome(
    id = "1",
    expect = ACCEPTABLE,
    desc = "One thread ended it, and one duration was recorded.")
@State
public class TimingStress {
  private final CountedCalls calls = new CountedCalls();
  private final Timing timing = new Timing(calls.metrics(), "a.duration_ms", Tags.empty(), 0);

  @Actor
  public void succeedsAndCloses() {
    timing.success();
    timing.close();
  }

  @Actor
  public void fails() {
    timing.failure();
  }

  @Arbiter
  public void durations(J_Result result) {
    result.r1 = calls.durations();
  }
}

package io.tallystick;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** A runtime comes while a thread makes a handle, or goes while a thread records with one. */
public class LateBindingStress {
  final RuntimeDoor door = new RuntimeDoor();
  final Metrics metrics = new LateBoundMetrics(door);
  final CountedCalls runtime = new CountedCalls();

  /** Forbids that a handle made while a runtime starts stays silent. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "The handle reaches the runtime.")
  @State
  public static class MakingAHandle extends LateBindingStress {
    private Counter counter = NoopMetrics.HANDLE;

    @Actor
    public void starts() {
      door.install(runtime.metrics());
    }

    @Actor
    public void makes() {
      counter = metrics.counter("orders.count");
    }

    @Arbiter
    public void records(J_Result result) {
      counter.increment();
      result.r1 = runtime.increments();
    }
  }

  /** Forbids that a sample fails or is counted twice, or that one arrives after the end. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The runtime went first.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The sample came first.")
  @State
  public static class Recording extends LateBindingStress {
    private final Counter counter = metrics.counter("orders.count");

    /** Starts with the runtime installed. */
    public Recording() {
      door.install(runtime.metrics());
    }

    @Actor
    public void closes() {
      door.remove(runtime.metrics());
    }

    @Actor
    public void records() {
      counter.increment();
    }

    @Arbiter
    public void recordsLater(JJ_Result result) {
      result.r1 = runtime.increments();
      counter.increment();
      result.r2 = runtime.increments() - result.r1;
    }
  }
}

package io.tallystick;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Forbids that a thread which finds the kept variant of some tags sees half of it. */
@JCStressTest
@Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "All saw the same pairs, whole.")
@State
public class TagsStress {
  private static final Tags EXPECTED = Tags.of("job", "cleanup", "result", "success");

  private final Tags tags = Tags.of("job", "cleanup");

  @Actor
  public void asksFirst(ZZZ_Result result) {
    result.r1 = seesAllOfIt();
  }

  @Actor
  public void asksAtTheSameTime(ZZZ_Result result) {
    result.r2 = seesAllOfIt();
  }

  @Arbiter
  public void asksLater(ZZZ_Result result) {
    result.r3 = seesAllOfIt() && tags.and(Result.SUCCESS) == tags.and(Result.SUCCESS);
  }

  private boolean seesAllOfIt() {
    Tags seen = tags.and(Result.SUCCESS);
    return seen.equals(EXPECTED) && seen.hashCode() == EXPECTED.hashCode();
  }
}

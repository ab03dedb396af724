package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/**
 * Forbids that two threads own the lane of a dead one, so that they overwrite each other's adds,
 * and that what the dead one added is lost.
 */
@JCStressTest
@Outcome(id = "true, 11", expect = ACCEPTABLE, desc = "One thread got it and went on from there.")
@State
public class LaneStress {
  private static final Thread DEAD = new NumberedThread(0, Thread::onSpinWait);

  /** They live as long as the JVM; those that run the actors die between some rounds. */
  private static final Thread FIRST = new NumberedThread(0, LockSupport::park);

  private static final Thread SECOND = new NumberedThread(0, LockSupport::park);

  static {
    FIRST.setDaemon(true);
    FIRST.start();
    SECOND.setDaemon(true);
    SECOND.start();
    DEAD.start();
    try {
      DEAD.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final OwnCells cells = new OwnCells();
  private final Lane lane = cells.lane();
  private boolean isClaimedByFirst;
  private boolean isClaimedBySecond;

  /** Starts with a lane whose holder is dead. */
  public LaneStress() {
    lane.tryClaim(DEAD);
    lane.open(true);
    cells.add(DEAD, 0, 10);
  }

  @Actor
  public void claims() {
    isClaimedByFirst = claimAndAdd(FIRST);
  }

  @Actor
  public void lookForTheDeadAndClaims() {
    lane.releaseIfDead();
    isClaimedBySecond = claimAndAdd(SECOND);
  }

  private boolean claimAndAdd(Thread me) {
    if (!lane.tryClaim(me)) {
      return false;
    }
    lane.open(true);
    return lane.isOwnedBy(me) && cells.add(me, 0, 1);
  }

  @Arbiter
  public void total(ZJ_Result result) {
    long[] totals = new long[1];
    lane.addTo(totals);
    result.r1 = isClaimedByFirst != isClaimedBySecond;
    result.r2 = totals[0];
  }
}

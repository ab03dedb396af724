package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Forbids that two tenants get the last place, and that a refused one keeps it from others. */
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The first one got it.")
@Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "The second one got it.")
@State
public class TenantRoomStress {
  private final TenantRoom room = new TenantRoom(new Wanted().cardinality(1, 1, 1).settings());

  @Actor
  public void comes(ZZI_Result result) {
    result.r1 = room.tryTakeTenant();
  }

  @Actor
  public void comesToo(ZZI_Result result) {
    result.r2 = room.tryTakeTenant();
  }

  @Arbiter
  public void tenants(ZZI_Result result) {
    result.r3 = room.tenants();
  }
}

package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Forbids that a series which is retired while calls find it is found again later: by the note that
 * a call leaves in its tags, by a verdict that is kept, or as another way to write it.
 */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Later calls find its successor.")
@State
public class SeriesLookupStress {
  private static final String NAME = "a.count";

  private final RegistryRig rig = new RegistryRig();
  private final Tags tags = Tags.of("a", "1", "b", "2");
  private final Series series = find();

  private Series find() {
    return rig.lookup().find(MetricKind.COUNTER, NAME, tags);
  }

  private Series findOtherwiseWritten() {
    return rig.lookup()
        .find(MetricKind.COUNTER, 2, NAME, "b", "2", "a", "1", "", "", "", "")
        .series();
  }

  /** A tag that the guard takes out. */
  private Series findChanged() {
    return rig.lookup()
        .find(MetricKind.COUNTER, 3, NAME, "b", "2", "a", "1", "password", "1", "", "")
        .series();
  }

  @Actor
  public void retires() {
    rig.retire(series);
  }

  @Actor
  public void finds() {
    find();
    findOtherwiseWritten();
    findChanged();
  }

  @Arbiter
  public void findsLater(ZZ_Result result) {
    Series successor = find();
    result.r1 = successor != series;
    result.r2 = findOtherwiseWritten() == successor && findChanged() == successor;
  }
}

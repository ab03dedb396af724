package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.tallystick.MetricKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLZ_Result;

/**
 * Forbids that a reader without a lock sees half an entry, or misses one that was there all along,
 * while the table is filled, replaced by a larger one, and texts are replaced by a caller's own.
 */
@JCStressTest
@Outcome(id = "7, null, true", expect = ACCEPTABLE, desc = "The new one was not there yet.")
@Outcome(id = "7, 8, true", expect = ACCEPTABLE, desc = "The new one was found whole.")
@State
public class SeriesTableStress {
  private static final int SERIES_TO_GROW = 170;

  private final SeriesTable table = new SeriesTable(entry -> {});

  /** Starts with a table that the next series makes grow. */
  public SeriesTableStress() {
    for (int i = 0; i < SERIES_TO_GROW; i++) {
      table.put(series("filler" + i, i));
    }
    table.put(series("known", 7));
  }

  private static Series series(String value, int index) {
    String[] pairs = {new String("key"), new String(value)};
    return new Series.Builder(new Metric("a.count"), MetricKind.COUNTER, pairs)
        .at(index, index, null)
        .build();
  }

  private Object find(String value) {
    String key = new String("key"); // a text of the caller's own, that the entry may take over
    String name = new String("a.count");
    SeriesEntry found = table.find(1, name, key, value, "", "", "", "", "", "");
    return found == null ? null : found.index();
  }

  @Actor
  public void puts(LLZ_Result result) {
    table.put(series("made", 8));
    result.r3 = find("known") != null;
  }

  @Actor
  public void finds(LLZ_Result result) {
    result.r1 = find("known");
    result.r2 = find("made");
  }

  @Arbiter
  public void findsLater(LLZ_Result result) {
    result.r3 &= find("made") != null && find("known") != null && find("filler9") != null;
  }
}

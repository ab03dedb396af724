package io.tallystick.core.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.tallystick.GaugeRegistration;
import io.tallystick.MetricKind;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DZ_Result;

/** Forbids that a supplier which was replaced, or taken away, has the last word. */
@JCStressTest
@Outcome(id = "2.0, true", expect = ACCEPTABLE, desc = "The later supplier's value stays.")
@State
public class GaugeSuppliersStress {
  private final CellMemory memory = new HeapMemory(new ByteBudget(1 << 20));
  private final Gauges gauges = new Gauges(memory);
  private final Lanes lanes = new Lanes(memory, new SeriesDirectory(), 1);
  private final GaugeSuppliers suppliers =
      new GaugeSuppliers(
          new Samples(
              lanes,
              gauges,
              new SelfCounts(
                  lanes,
                  new Drops(false),
                  (name, key, value) -> {
                    throw new AssertionError(name);
                  })));
  private final Series replaced = series(0);
  private final Series closed = series(1);
  private final PolledGauge[] first;
  private final GaugeRegistration ending;

  /** Starts with a supplier for each of two gauges. */
  public GaugeSuppliersStress() {
    suppliers.register(replaced, () -> 1);
    ending = suppliers.register(closed, () -> 1);
    first = suppliers.list().toArray(new PolledGauge[0]);
  }

  private static Series series(int cell) {
    return new Series.Builder(new Metric("a.active"), MetricKind.GAUGE, new String[0])
        .at(cell, cell, null)
        .build();
  }

  @Actor
  public void polls() {
    for (PolledGauge gauge : first) {
      gauge.poll();
    }
  }

  @Actor
  public void replacesAndCloses() {
    suppliers.register(replaced, () -> 2);
    suppliers.list().get(0).poll();
    ending.close();
  }

  @Arbiter
  public void values(DZ_Result result) {
    result.r1 = gauges.last(replaced.cell());
    result.r2 = Double.isNaN(gauges.last(closed.cell())) && suppliers.list().size() == 1;
  }
}

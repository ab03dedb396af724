package io.tallystick.store.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps, and the stretches of equal length that they lie in.
 *
 * @param steps none of them outside
 */
record SummedSteps(Steps steps, Stretches stretches) implements Sliced<SummedSteps> {
  /** All steps that lie in a stretch, in their order. */
  static List<SummedSteps> of(List<Steps> steps, List<Stretches> stretches) {
    List<SummedSteps> all = new ArrayList<>();
    int earliest = 0;
    for (Stretches run : stretches) {
      while (earliest < steps.size() && steps.get(earliest).to() <= run.first()) {
        earliest++;
      }
      for (int i = earliest; i < steps.size() && steps.get(i).from() < run.end(); i++) {
        Steps within = steps.get(i).between(run.first(), run.end());
        if (!within.isEmpty()) {
          all.add(new SummedSteps(within, run));
        }
      }
    }
    return all;
  }

  @Override
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  @Override
  public SummedSteps first(long most) {
    return new SummedSteps(steps.first(most), stretches);
  }

  @Override
  public SummedSteps after(SummedSteps done) {
    return new SummedSteps(steps.after(done.steps), stretches);
  }

  /** Whether all of it is one sum. */
  boolean isOneStretch() {
    return stretches.startOf(steps.from()) == stretches.startOf(steps.to() - 1);
  }
}

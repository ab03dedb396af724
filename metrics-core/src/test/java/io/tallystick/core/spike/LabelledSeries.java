package io.tallystick.core.spike;

import java.util.ArrayList;
import java.util.List;

/**
 * A series of which is known where its onsets are.
 *
 * @param name what it is made of
 * @param values one a minute; NaN is a gap
 * @param onsets the minutes in which something begins that must be reported
 * @param firstTimes stretches, first and last minute, of what will come again at its time but comes
 *     for the first time here: reported or not, it counts as neither
 */
record LabelledSeries(String name, double[] values, List<Integer> onsets, List<int[]> firstTimes) {

  static final int DAY = 24 * 60;
  private static final int COOLDOWN = 30;

  /** Says of each minute whether it is part of a spike; null: unknown. */
  interface Judge {
    Verdict.State judge(int minute, double value);
  }

  double days() {
    return (double) values.length / DAY;
  }

  /** The minutes in which a rule would report: at the first spike, then not for half an hour. */
  List<Integer> firings(Judge judge) {
    List<Integer> firings = new ArrayList<>();
    boolean calm = true;
    int quietUntil = 0;
    for (int minute = 0; minute < values.length; minute++) {
      Verdict.State state =
          Double.isNaN(values[minute])
              ? Verdict.State.UNKNOWN
              : judge.judge(minute, values[minute]);
      calm |= state == Verdict.State.QUIET;
      if (state == Verdict.State.SPIKE && calm && minute >= quietUntil) {
        firings.add(minute);
        quietUntil = minute + COOLDOWN;
        calm = false;
      }
    }
    return firings;
  }

  boolean isFirstTime(int minute) {
    return firstTimes.stream().anyMatch(part -> part[0] <= minute && minute <= part[1]);
  }
}

package io.tallystick.core.spike;

import java.util.List;
import java.util.Locale;

/** How many onsets were found in time, and how many reports were none. */
final class Score {
  /** A report in the minute of the onset or the next one: two minutes after it began, at most. */
  private static final int IN_TIME = 1;

  private int onsets;
  private int found;
  private int falseAlarms;
  private double days;

  void add(LabelledSeries series, List<Integer> firings) {
    onsets += series.onsets().size();
    found += (int) series.onsets().stream().filter(onset -> isFound(onset, firings)).count();
    falseAlarms += (int) firings.stream().filter(at -> isFalse(series, at)).count();
    days += series.days();
  }

  static boolean isFound(int onset, List<Integer> firings) {
    return firings.stream().anyMatch(at -> at >= onset && at <= onset + IN_TIME);
  }

  static boolean isFalse(LabelledSeries series, int at) {
    return !series.isFirstTime(at)
        && series.onsets().stream().noneMatch(onset -> at >= onset && at <= onset + IN_TIME);
  }

  void add(Score other) {
    onsets += other.onsets;
    found += other.found;
    falseAlarms += other.falseAlarms;
    days += other.days;
  }

  double foundShare() {
    return (double) found / onsets;
  }

  double falseAlarmsPerDay() {
    return falseAlarms / days;
  }

  /** Onsets found, less what the false alarms cost. */
  double worth(double falseAlarmsPerOnset) {
    return found - falseAlarms / falseAlarmsPerOnset;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d onsets (%.1f %%), %d false alarms in %.0f days (%.3f a day)",
        found,
        onsets,
        100 * foundShare(),
        falseAlarms,
        days,
        falseAlarmsPerDay());
  }
}

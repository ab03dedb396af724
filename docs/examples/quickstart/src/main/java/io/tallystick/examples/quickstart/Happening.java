package io.tallystick.examples.quickstart;

import io.tallystick.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens in a shop again and again.
 *
 * @param pace by what it goes how often
 * @param perHour how often in a busy hour
 * @param millis how long it takes, about; 0 where nobody measures that
 * @param effects what the history of it consists of
 * @param live what is called when it happens while the shop runs; null where a request of somebody
 *     is what happens, and the code that answers it records it
 */
record Happening(
    Pace pace, double perHour, double millis, List<Effect> effects, @Nullable Live live) {

  /** Records that it happened, as an application does. */
  interface Live {
    void happen(long nanos);
  }

  /**
   * What one metric is told.
   *
   * @param tenant whose metric it is; null for the shop's own
   * @param median about which its samples lie; NaN of a counter
   * @param spread how wide they are spread: the deviation of their logarithms
   * @param isWhole whether they are whole numbers
   */
  record Effect(
      @Nullable String tenant,
      String metric,
      Tags tags,
      double median,
      double spread,
      boolean isWhole) {
    boolean isCounted() {
      return Double.isNaN(median);
    }
  }
}

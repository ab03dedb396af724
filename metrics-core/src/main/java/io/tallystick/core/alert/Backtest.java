package io.tallystick.core.alert;

import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * When a rule would have fired.
 *
 * <pre>{@code
 * Backtest week = alerts.backtest(rule, lastWeek);
 * show("It would have fired " + week.firings().size() + " times.");
 * }</pre>
 *
 * @param range the time that was tried
 * @param parts how closely it could be looked at, part by part
 * @param firings when it would have fired, in the order of time; so many at most
 * @param count how many times in all
 */
public record Backtest(TimeRange range, List<Part> parts, List<Firing> firings, int count) {
  /** Copies the lists. */
  public Backtest {
    parts = List.copyOf(parts);
    firings = List.copyOf(firings);
  }

  /**
   * A part of the time.
   *
   * <pre>{@code
   * part.isTestable() ? "every " + part.step() : part.note();
   * }</pre>
   *
   * @param range which
   * @param step how far apart the rule was evaluated, as wide as the narrowest buckets of that time
   * @param isTestable whether the rule's window is not narrower than that
   * @param note what is to be known of it; empty for nothing
   */
  public record Part(TimeRange range, Duration step, boolean isTestable, String note) {}

  /**
   * One time that the rule would have fired.
   *
   * <pre>{@code
   * show(firing.at() + ": " + firing.message());
   * }</pre>
   *
   * @param group of which group
   * @param at when
   * @param resolvedAt when it would have been over; null where that was not seen
   * @param value what was measured
   * @param message what people would have been told
   */
  public record Firing(
      SortedMap<String, String> group,
      Instant at,
      @Nullable Instant resolvedAt,
      double value,
      String message) {}
}

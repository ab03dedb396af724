package io.tallystick.core.query;

import java.util.List;

/**
 * The number of one group of series.
 *
 * <pre>{@code
 * breakdown.shares().forEach(share -> show(share.name(), share.value()));
 * }</pre>
 *
 * @param group the values of the keys that were grouped by
 * @param value the number that was asked for; NaN where there is none
 * @param volume how many there are: what was added to counters, how many values histograms have
 */
public record Share(List<String> group, double value, double volume) {
  /** Copies the list. */
  public Share {
    group = List.copyOf(group);
  }

  /** The values of the keys, in one. */
  public String name() {
    return String.join(" ", group);
  }
}

package io.tallystick.spi;

import java.util.List;

/**
 * What an evaluation came to, kept all together or not at all.
 *
 * <pre>{@code
 * control.keepAlerts(lease, new AlertChanges(states, List.of(), events));
 * }</pre>
 *
 * @param states how groups are now, each in place of what is kept of it
 * @param over groups of which nothing is kept any more; of each its rule and its name matter
 * @param events what happened; one whose id is there already changes nothing. A rule fired last at
 *     the time of its newest event whose transition is {@value #FIRING}
 */
public record AlertChanges(
    List<AlertState> states, List<AlertState> over, List<AlertEvent> events) {
  /** The transition that makes a rule one that fired. */
  public static final String FIRING = "firing";

  /** Copies the lists. */
  public AlertChanges {
    states = List.copyOf(states);
    over = List.copyOf(over);
    events = List.copyOf(events);
  }

  /** Whether there is nothing to keep. */
  public boolean isEmpty() {
    return states.isEmpty() && over.isEmpty() && events.isEmpty();
  }
}

package io.tallystick.core.alert;

import io.tallystick.spi.AlertState;
import java.util.Locale;

/** How a group of a rule is. */
enum State {
  OK,
  /** The condition is so, and not for long enough yet, or it fired not long ago. */
  PENDING,
  FIRING,
  /** Nothing is known; an alert that was open stays open. */
  NO_DATA;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a store kept; a word that nobody knows any more is no alert. */
  static State of(AlertState kept) {
    for (State each : values()) {
      if (each.id().equals(kept.state())) {
        return each;
      }
    }
    return OK;
  }
}

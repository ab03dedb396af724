package io.tallystick.core.query;

import java.time.Duration;

/** How long an answer of which kind will do. */
enum Shelf {
  /** What is drawn over time. */
  SERIES(Duration.ofSeconds(15)),
  /** Numbers of a whole time. */
  AGGREGATES(Duration.ofSeconds(60)),
  /** Which metrics, tags and values there are. */
  NAMES(Duration.ofSeconds(60));

  private final Duration time;

  Shelf(Duration time) {
    this.time = time;
  }

  Duration time() {
    return time;
  }
}

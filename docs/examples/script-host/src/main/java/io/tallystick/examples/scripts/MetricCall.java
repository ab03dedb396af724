package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a script can call to record; each of them is a function to it, and nothing else. */
enum MetricCall {
  COUNT("count") {
    @Override
    String record(UserMetrics to, String name, double value, @Nullable Map<?, ?> tags) {
      return to.count(name, value, tags);
    }
  },
  GAUGE("gauge") {
    @Override
    String record(UserMetrics to, String name, double value, @Nullable Map<?, ?> tags) {
      return to.gauge(name, value, tags);
    }
  };

  /** What a call answers whose sample was recorded. */
  static final String ACCEPTED = "accepted";

  private final String text;

  MetricCall(String text) {
    this.text = text;
  }

  abstract String record(UserMetrics to, String name, double value, @Nullable Map<?, ?> tags);

  String text() {
    return text;
  }
}

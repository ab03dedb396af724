package io.tallystick.benchmarks.memory;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import java.util.Locale;

/**
 * What is recorded by the number, with tags that no other number has. Amounts are whole, so that
 * their sums are exact in any order.
 *
 * <p>Every text is made anew by every call, the keys too: a library that keeps what it is handed
 * keeps the most that way.
 */
enum Flood {
  /** Counts of one metric. */
  COUNTERS {
    @Override
    Recorded record(Metrics metrics, int number) {
      long amount = 1L + number % 3;
      metrics.count(text(PREFIX, "count"), amount, tags(number));
      return new Recorded(0, amount);
    }
  },

  /** Samples of one metric, spread over many octaves. */
  HISTOGRAMS {
    @Override
    Recorded record(Metrics metrics, int number) {
      double value = 1 + number % 100_003;
      metrics.histogram(text(PREFIX, "duration_ms"), value, tags(number));
      return new Recorded(1, value);
    }
  },

  /** Counts and samples in turn, of thirty metrics each. */
  NAMES {
    @Override
    Recorded record(Metrics metrics, int number) {
      int name = number % NAMES_OF_A_KIND;
      double value = 1 + number % 1_009;
      if (number / NAMES_OF_A_KIND % 2 == 0) {
        metrics.count(text(PREFIX, "part_" + name + ".count"), (long) value, tags(number));
        return new Recorded(0, value);
      }
      metrics.histogram(text(PREFIX, "part_" + name + ".duration_ms"), value, tags(number));
      return new Recorded(1, value);
    }
  },

  /** Counts of metrics of tenants' own, ten by each. */
  TENANTS {
    @Override
    Recorded record(Metrics metrics, int number) {
      int tenant = number / POINTS_OF_A_TENANT;
      Tags tags = Tags.of(text("ro", "ute"), "r" + number);
      boolean isAccepted =
          metrics
              .recordUserMetric(
                  "tenant-" + tenant, text(PREFIX, "count"), 2, UserMetricKind.COUNT, tags)
              .isAccepted();
      return isAccepted ? new Recorded(0, 2) : Recorded.NOTHING;
    }
  };

  private static final String PREFIX = "flood.";
  private static final int NAMES_OF_A_KIND = 30;
  private static final int POINTS_OF_A_TENANT = 10;

  /** Records once; gives back what the library said that it took. */
  abstract Recorded record(Metrics metrics, int number);

  /** Whether a series has what this records. */
  static boolean isOfAFlood(String name) {
    return name.startsWith(PREFIX) || name.startsWith("user." + PREFIX);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Tags tags(int number) {
    return Tags.of(
        text("cl", "ient"),
        text("c", Integer.toString(number)),
        text("me", "thod"),
        text("m", Integer.toString(number % 7)),
        text("ro", "ute"),
        text("/orders/r", Integer.toString(number % 1_013)));
  }

  /** A string that nobody else holds. */
  private static String text(String start, String end) {
    return start.concat(end);
  }
}

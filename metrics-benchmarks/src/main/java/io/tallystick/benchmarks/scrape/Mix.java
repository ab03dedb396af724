package io.tallystick.benchmarks.scrape;

import java.util.Locale;

/** 10,000 series of several kinds. */
enum Mix {
  NUMBERS(8, 2, 0),
  HISTOGRAMS(7, 2, 1);

  /** How many series each metric has. */
  static final int SERIES = 1_000;

  private final int counters;
  private final int gauges;
  private final int histograms;

  Mix(int counters, int gauges, int histograms) {
    this.counters = counters;
    this.gauges = gauges;
    this.histograms = histograms;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int counters() {
    return counters;
  }

  int gauges() {
    return gauges;
  }

  int histograms() {
    return histograms;
  }
}

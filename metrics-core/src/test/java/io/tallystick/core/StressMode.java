package io.tallystick.core;

import java.util.List;
import java.util.Locale;

/** How long jcstress looks at a case. */
enum StressMode {
  /**
   * A tenth of a second in one kind of JVM; jcstress's own sanity takes one sample of each case.
   */
  SANITY(
      "-time", "100", "-strideSize", "64", "-strideCount", "16", "-jvmArgs", StressMode.SHUFFLED),
  /** A longer look in the same kind of JVM. */
  QUICK("-iters", "5", "-jvmArgs", StressMode.SHUFFLED),
  /** In every kind of JVM: interpreter, each compiler, shuffled compilation. */
  TOUGH("-iters", "2");

  /** The last compiler is told to order instructions at random, where they may be reordered. */
  private static final String SHUFFLED = "-XX:+StressLCM -XX:+StressGCM";

  private final List<String> options;

  StressMode(String... options) {
    this.options = List.of(options);
  }

  static StressMode asked() {
    return valueOf(System.getProperty("stress.mode", "sanity").toUpperCase(Locale.ROOT));
  }

  /**
   * Tighter than jcstress's presets: those compile the actors of each case in nine combinations.
   */
  List<String> options() {
    return options;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

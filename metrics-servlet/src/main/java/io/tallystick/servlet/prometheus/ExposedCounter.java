package io.tallystick.servlet.prometheus;

import io.tallystick.core.exposition.Family;

/** A counter. */
final class ExposedCounter extends ExposedSeries {
  private final double divisor;
  private final byte[] line;
  private long whole;
  private double fraction;

  ExposedCounter(Family family, String labels, long startMillis) {
    super(family, labels, startMillis);
    divisor = family.divisor();
    line = line("_total");
  }

  void see(long itsWhole, double itsFraction) {
    whole = itsWhole;
    fraction = itsFraction;
  }

  /** Exact where only whole amounts were added. */
  @Override
  void writeTo(Chunks out, Style style) {
    if (fraction == 0 && divisor == 1) {
      write(out, line, whole);
    } else {
      write(out, line, (whole + fraction) / divisor);
    }
    writeCreated(out, style);
  }
}

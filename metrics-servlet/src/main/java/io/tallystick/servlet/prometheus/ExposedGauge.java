package io.tallystick.servlet.prometheus;

import io.tallystick.core.exposition.Family;

/** A gauge. */
final class ExposedGauge extends ExposedSeries {
  private final double divisor;
  private final byte[] line;
  private double last;

  ExposedGauge(Family family, String labels) {
    super(family, labels, 0);
    divisor = family.divisor();
    line = line("");
  }

  void see(double itsLast) {
    last = itsLast;
  }

  @Override
  void writeTo(Chunks out, Style style) {
    write(out, line, last / divisor);
  }
}

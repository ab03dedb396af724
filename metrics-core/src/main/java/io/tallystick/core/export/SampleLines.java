package io.tallystick.core.export;

import io.tallystick.core.exposition.Family;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes the samples of one series, each with its time in seconds. */
final class SampleLines {
  private final Writer out;
  private final Family family;
  private final String labels;

  SampleLines(Writer out, Family family, String labels) {
    this.out = out;
    this.family = family;
    this.labels = labels;
  }

  /** A number that is not of the metric's unit. */
  void whole(String suffix, long value, Instant at) throws IOException {
    line(suffix, "", Long.toString(value), at);
  }

  /** A number of the metric's unit, in the unit that is shown. */
  void number(String suffix, double value, Instant at) throws IOException {
    line(suffix, "", Double.toString(value / family.divisor()), at);
  }

  /** A number of the metric's unit that is whole, and stays exact where its unit is shown. */
  void wholeNumber(String suffix, long value, Instant at) throws IOException {
    if (family.divisor() == 1) {
      whole(suffix, value, at);
    } else {
      number(suffix, (double) value, at);
    }
  }

  void quantile(String quantile, double value, Instant at) throws IOException {
    line("", ",quantile=\"" + quantile + '"', Double.toString(value / family.divisor()), at);
  }

  private void line(String suffix, String more, String value, Instant at) throws IOException {
    out.write(family.name());
    out.write(suffix);
    out.write('{');
    out.write(labels);
    out.write(more);
    out.write("} ");
    out.write(value);
    out.write(' ');
    out.write(BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString());
    out.write('\n');
  }
}

package io.tallystick.servlet.prometheus;

import io.tallystick.core.record.BucketCounts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** The bounds of a histogram as they stand in its lines; made once for all series. Immutable. */
final class BoundTexts {
  static final BoundTexts NONE = new BoundTexts(new double[0], 1);

  private final double[] bounds;
  private final byte[][] texts;

  private BoundTexts(double[] bounds, double divisor) {
    this.bounds = bounds;
    texts = new byte[bounds.length][];
    for (int i = 0; i < bounds.length; i++) {
      String number = BigDecimal.valueOf(bounds[i] / divisor).toPlainString();
      // Always with a point: readers of either format find the same label then.
      String text = number.indexOf('.') < 0 ? number + ".0" : number;
      texts[i] = (text + "\"} ").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** These, where they are those of the counts, or else others. */
  BoundTexts of(BucketCounts counts, double divisor) {
    if (fits(counts)) {
      return this;
    }
    double[] others = new double[counts.bounds()];
    for (int i = 0; i < others.length; i++) {
      others[i] = counts.bound(i);
    }
    return new BoundTexts(others, divisor);
  }

  private boolean fits(BucketCounts counts) {
    if (counts.bounds() != bounds.length) {
      return false;
    }
    for (int i = 0; i < bounds.length; i++) {
      if (counts.bound(i) != bounds[i]) {
        return false;
      }
    }
    return true;
  }

  /** A bound, and what stands behind it up to the number. */
  byte[] text(int number) {
    return texts[number];
  }
}

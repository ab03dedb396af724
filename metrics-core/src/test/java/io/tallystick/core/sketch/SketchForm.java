package io.tallystick.core.sketch;

import java.util.Collection;

/** A way to keep a distribution, for the comparison of stored forms. */
interface SketchForm {
  /** One distribution in this form. */
  interface Kept {
    double quantile(double q);

    int bytes();
  }

  String words();

  Kept of(CountedSamples samples);

  Kept merge(Collection<Kept> parts);
}

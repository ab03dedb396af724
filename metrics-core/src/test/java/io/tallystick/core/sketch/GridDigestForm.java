package io.tallystick.core.sketch;

import java.util.Collection;
import java.util.List;

/** A t-digest whose centroids sit on the grid: what {@link QuantileSketch} is. */
record GridDigestForm() implements SketchForm {
  record Kept(QuantileSketch sketch, byte[] encoded) implements SketchForm.Kept {
    @Override
    public double quantile(double q) {
      return sketch.quantile(q);
    }

    @Override
    public int bytes() {
      return encoded.length;
    }
  }

  @Override
  public String words() {
    return "t-digest on the grid";
  }

  @Override
  public Kept of(CountedSamples samples) {
    Cells cells = samples.cells();
    return stored(
        QuantileSketch.ofGrid(
            cells.indexes(), cells.counts(), cells.size(), samples.min(), samples.max()));
  }

  @Override
  public Kept merge(Collection<SketchForm.Kept> parts) {
    List<QuantileSketch> all = parts.stream().map(part -> ((Kept) part).sketch()).toList();
    return stored(QuantileSketch.merge(all));
  }

  private static Kept stored(QuantileSketch sketch) {
    byte[] encoded = sketch.encode();
    return new Kept(QuantileSketch.decode(encoded), encoded);
  }
}

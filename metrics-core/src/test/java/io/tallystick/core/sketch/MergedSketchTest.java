package io.tallystick.core.sketch;

import java.util.List;

class MergedSketchTest extends QuantileSketchContract {
  @Override
  QuantileSketch sketchOf(double... samples) {
    return QuantileSketch.merge(
        List.of(
            QuantileSketch.merge(Counting.parts(samples, 7)),
            QuantileSketch.merge(List.of()),
            QuantileSketch.empty()));
  }
}

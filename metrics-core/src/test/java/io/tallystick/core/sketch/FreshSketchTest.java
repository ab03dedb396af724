package io.tallystick.core.sketch;

class FreshSketchTest extends QuantileSketchContract {
  @Override
  QuantileSketch sketchOf(double... samples) {
    return samples.length == 0 ? QuantileSketch.empty() : Counting.sketch(samples);
  }
}

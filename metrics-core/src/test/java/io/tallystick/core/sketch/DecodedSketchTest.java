package io.tallystick.core.sketch;

class DecodedSketchTest extends QuantileSketchContract {
  @Override
  QuantileSketch sketchOf(double... samples) {
    QuantileSketch fresh = samples.length == 0 ? QuantileSketch.empty() : Counting.sketch(samples);
    return QuantileSketch.decode(fresh.encode());
  }
}

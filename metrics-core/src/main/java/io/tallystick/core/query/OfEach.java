package io.tallystick.core.query;

import java.util.List;

/** An answer for each usual percentile, in their order. */
record OfEach<A>(List<A> all) {
  A of(Aggregation percentile) {
    return all.get(Aggregation.USUAL_PERCENTILES.indexOf(percentile));
  }
}

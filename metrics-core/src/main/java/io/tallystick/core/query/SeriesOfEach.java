package io.tallystick.core.query;

import java.util.List;

/** A time series of each usual percentile, in their order. */
record SeriesOfEach(List<TimeSeries> all) {
  TimeSeries of(Aggregation percentile) {
    return all.get(Aggregation.USUAL_PERCENTILES.indexOf(percentile));
  }
}

package io.tallystick.benchmarks.crash;

import io.tallystick.spi.OwnedBucket;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was recorded in all series.
 *
 * @param tallies by series; none where nothing was recorded
 */
record Totals(Map<RecordedSeries, Tally> tallies) {
  Totals {
    tallies = Map.copyOf(tallies);
  }

  /** What the buckets of one writer say. */
  static Totals ofBuckets(Collection<OwnedBucket> buckets) {
    Map<RecordedSeries, Tally> tallies = new HashMap<>();
    for (OwnedBucket owned : buckets) {
      Optional<RecordedSeries> series = RecordedSeries.of(owned.series());
      series.ifPresent(
          there ->
              tallies.merge(
                  there, there.subject().tally(owned.bucket().state()), there.subject()::later));
    }
    return new Totals(tallies);
  }

  Tally of(RecordedSeries series) {
    return tallies.getOrDefault(series, Tally.NOTHING);
  }

  /** How many samples there are, values of gauges apart. */
  long samples() {
    return RecordedSeries.ALL.stream()
        .filter(RecordedSeries::isSummed)
        .mapToLong(series -> of(series).calls())
        .sum();
  }

  /** Where there is more than was recorded. */
  List<String> beyond(Totals recorded) {
    return RecordedSeries.ALL.stream()
        .filter(series -> !of(series).isWithin(recorded.of(series)))
        .map(series -> "stored more than was recorded of " + difference(series, recorded))
        .toList();
  }

  /** Where there is anything else than was recorded. */
  List<String> unlike(Totals recorded) {
    return RecordedSeries.ALL.stream()
        .filter(series -> !of(series).equals(recorded.of(series)))
        .map(series -> "stored something else than was recorded of " + difference(series, recorded))
        .toList();
  }

  private String difference(RecordedSeries series, Totals recorded) {
    return "%s: %s stored, %s recorded".formatted(series, of(series), recorded.of(series));
  }
}

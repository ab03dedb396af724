package io.tallystick.core.rollup;

import io.tallystick.GaugeCombination;
import io.tallystick.Metrics;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.core.merge.UnreadableSketchException;
import io.tallystick.spi.FoldedBucket;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the buckets of one series; what cannot be read is left out, counted and said. */
final class SeriesFold {
  private static final Logger LOGGER = LoggerFactory.getLogger(SeriesFold.class);

  private final Function<String, GaugeCombination> rules;
  private final Metrics metrics;

  SeriesFold(Function<String, GaugeCombination> rules, Metrics metrics) {
    this.rules = rules;
    this.metrics = metrics;
  }

  /** Empty when none of the buckets can be read. */
  Optional<FoldedBucket> fold(List<OwnedBucket> buckets) {
    SeriesKey series = buckets.get(0).series();
    GaugeCombination rule = rules.apply(series.name());
    try {
      return Optional.of(new FoldedBucket(series, StateMerge.merge(buckets, rule)));
    } catch (UnreadableSketchException unreadable) {
      List<OwnedBucket> readable = buckets.stream().filter(SeriesFold::isReadable).toList();
      leaveOut(series, buckets.size() - readable.size(), unreadable);
      return readable.isEmpty()
          ? Optional.empty()
          : Optional.of(new FoldedBucket(series, StateMerge.merge(readable, rule)));
    }
  }

  private static boolean isReadable(OwnedBucket bucket) {
    try {
      StateMerge.merge(List.of(bucket), GaugeCombination.LAST);
      return true;
    } catch (UnreadableSketchException itsOwn) {
      return false;
    }
  }

  private void leaveOut(SeriesKey series, int buckets, UnreadableSketchException reason) {
    metrics.count("tallystick.dropped.count", buckets, "reason", "unreadable_sketch");
    LOGGER.error(
        "{} buckets of {} are left out of coarser ones: {}",
        buckets,
        series.name(),
        reason.getMessage());
  }
}

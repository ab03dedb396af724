package io.tallystick.core.export;

import io.tallystick.GaugeCombination;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.core.merge.UnreadableSketchException;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriterId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one row of those that writers have of a series and a start. */
final class WriterMerge {
  private static final Logger LOGGER = LoggerFactory.getLogger(WriterMerge.class);

  private final Function<String, GaugeCombination> rules;

  WriterMerge(Function<String, GaugeCombination> rules) {
    this.rules = rules;
  }

  /**
   * One row; where a sketch cannot be read, each of the rows as it is, whose counts and sums are
   * right all the same.
   *
   * @param parts of one series, granularity and start, at least one
   */
  List<ExportRow> merge(List<OwnedBucket> parts) {
    OwnedBucket any = parts.get(0);
    if (parts.size() == 1) {
      return List.of(ExportRow.of(any));
    }
    try {
      return List.of(ExportRow.of(any, StateMerge.merge(parts, rules.apply(any.series().name()))));
    } catch (UnreadableSketchException unreadable) {
      LOGGER.warn(
          "The rows of several writers of {} at {} are exported one by one: {}",
          any.series().name(),
          any.bucket().start(),
          unreadable.getMessage());
      return parts.stream().map(ExportRow::of).toList();
    }
  }

  /**
   * What a gauge showed where rows of several widths end: whoever wrote the one is not who wrote
   * the other, so they are combined as writers are.
   */
  GaugeState gauges(List<ExportRow> ending) {
    ExportRow first = ending.get(0);
    if (ending.size() == 1) {
      return (GaugeState) first.state();
    }
    List<OwnedBucket> asWriters = new ArrayList<>();
    for (ExportRow row : ending) {
      Bucket bucket = new Bucket(first.start(), 1, row.state());
      WriterId writer = new WriterId(0, asWriters.size() + 1);
      asWriters.add(new OwnedBucket(first.series(), first.granularity(), writer, bucket));
    }
    return (GaugeState) StateMerge.merge(asWriters, rules.apply(first.series().name()));
  }
}

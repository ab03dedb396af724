package io.tallystick.benchmarks.crash;

import io.tallystick.Tags;
import io.tallystick.spi.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A series that the programs record in.
 *
 * @param subject what is recorded
 * @param part tells it from the other series of its metric
 */
record RecordedSeries(Subject subject, int part) {
  private static final int PARTS = 5;
  private static final String KEY = "part";

  /** All series; each is at its {@link #index}. */
  static final List<RecordedSeries> ALL = all();

  private static List<RecordedSeries> all() {
    List<RecordedSeries> all = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      for (int part = 0; part < PARTS; part++) {
        all.add(new RecordedSeries(subject, part));
      }
    }
    return List.copyOf(all);
  }

  /** The series of a stored key; empty for those that the library records about itself. */
  static Optional<RecordedSeries> of(SeriesKey key) {
    return ALL.stream()
        .filter(series -> series.subject.metric().equals(key.name()))
        .filter(series -> series.tags().equals(key.tags()))
        .findFirst();
  }

  int index() {
    return ALL.indexOf(this);
  }

  Tags tags() {
    return Tags.of(KEY, "p" + part);
  }

  /** A gauge has one owner, so that it is known which value is the latest. */
  boolean isRecordedBy(int thread) {
    return thread == 0 || isSummed();
  }

  /** Whether buckets add up, which those of a gauge do not. */
  boolean isSummed() {
    return subject != Subject.LEVEL;
  }

  @Override
  public String toString() {
    return subject.metric() + tags();
  }
}

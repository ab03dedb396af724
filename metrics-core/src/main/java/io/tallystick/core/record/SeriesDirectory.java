package io.tallystick.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every series by its index, which is what logs and tags remember of it.
 *
 * <p>Written under the admission's lock. Readers take the array as it is: an index reaches another
 * thread only after its series was put here, through a log's tail, a lane or the table of series.
 */
final class SeriesDirectory {
  private volatile @Nullable Series[] all = new Series[1 << 8];

  /** The sinks of histograms once more, so that a log's way to one does not lead by its series. */
  private volatile @Nullable SampleSink[] sinks = new SampleSink[1 << 8];

  private final Numbers indexes = new Numbers();

  /** The series that must be there. */
  Series at(int index) {
    Series series = all[index];
    if (series == null) {
      throw new IllegalStateException("There is no series " + index);
    }
    return series;
  }

  /** The series of an index that may be of another runtime, or null. */
  @Nullable Series find(int index) {
    @Nullable Series[] now = all;
    return index >= 0 && index < now.length ? now[index] : null;
  }

  /** Where the samples of a series go that a log knows, or null when it is gone. */
  @Nullable SampleSink sinkOf(int index) {
    @Nullable SampleSink[] now = sinks;
    SampleSink sink = index < now.length ? now[index] : null;
    return sink != null ? sink : sinkByItsSeries(index);
  }

  private @Nullable SampleSink sinkByItsSeries(int index) {
    Series series = find(index);
    return series == null ? null : series.sink();
  }

  /** An index for a series to come. */
  int reserve() {
    return indexes.take();
  }

  void put(Series series) {
    @Nullable Series[] now = all;
    if (series.index() >= now.length) {
      now = Arrays.copyOf(now, Math.max(2 * now.length, series.index() + 1));
    }
    now[series.index()] = series;
    all = now;
    putSink(series.index(), series.sinkIfAny());
  }

  private void putSink(int index, @Nullable SampleSink sink) {
    @Nullable SampleSink[] now = sinks;
    if (index >= now.length && sink != null) {
      now = Arrays.copyOf(now, Math.max(2 * now.length, index + 1));
    }
    if (index < now.length) {
      now[index] = sink;
    }
    sinks = now;
  }

  /** Makes the index free for another series. */
  void remove(Series series) {
    all[series.index()] = null;
    putSink(series.index(), null);
    indexes.giveBack(series.index());
  }

  /** All series as they are now. */
  List<Series> list() {
    List<Series> list = new ArrayList<>();
    for (Series series : all) {
      if (series != null) {
        list.add(series);
      }
    }
    return list;
  }
}

package io.tallystick.core;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.record.Recording;
import io.tallystick.guard.CardinalityLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime is and may take, at one moment; for a page that shows whether all is well. Nothing
 * of it asks the store.
 *
 * <pre>{@code
 * RuntimeState state = runtime.state();
 * show("%d of %d series".formatted(state.series(), state.mostSeries()));
 * }</pre>
 *
 * @param version of this library; null where its jar is not told apart from others
 * @param source which service this is
 * @param now the time by the runtime's clock
 * @param uptime how long ago it was made
 * @param series how many series there are
 * @param mostSeries how many there may be
 * @param mostSeriesOfMetric how many a metric may have unless its descriptor says otherwise
 * @param memory how much memory is used and may be, by what it is for
 * @param kept how long history is kept, by what it is, such as {@code 1m}; what is kept for ever is
 *     not here
 */
public record RuntimeState(
    @Nullable String version,
    String source,
    Instant now,
    Duration uptime,
    int series,
    int mostSeries,
    int mostSeriesOfMetric,
    SortedMap<String, Memory> memory,
    SortedMap<String, Duration> kept) {
  /** Copies the maps. */
  public RuntimeState {
    memory = Collections.unmodifiableSortedMap(new TreeMap<>(memory));
    kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
  }

  static RuntimeState of(RuntimeOptions options, Pipeline pipeline, Moment made, Moment now) {
    Recording recording = pipeline.recording();
    ByteBudgets given = options.budgets();
    CardinalityLimit most = options.limits().cardinality();
    SortedMap<String, Memory> memory = new TreeMap<>();
    memory.put("cells", new Memory(recording.cellBytes(), given.cellBytes()));
    memory.put("histograms", new Memory(recording.histogramBytes(), given.histogramBytes()));
    memory.put("backlog", new Memory(pipeline.flushStatus().waitingBytes(), given.backlogBytes()));
    return new RuntimeState(
        RuntimeState.class.getPackage().getImplementationVersion(),
        options.source(),
        Instant.ofEpochMilli(now.wallMillis()),
        Duration.ofNanos(now.elapsedNanos() - made.elapsedNanos()),
        recording.seriesCount(),
        most.seriesInAll(),
        most.seriesPerMetric(),
        memory,
        options.retention().all());
  }

  /**
   * How much memory something takes.
   *
   * <pre>{@code
   * double share = (double) memory.usedBytes() / memory.givenBytes();
   * }</pre>
   *
   * @param usedBytes about
   * @param givenBytes how much it may take
   */
  public record Memory(long usedBytes, long givenBytes) {}
}

package io.tallystick.core.aggregate;

import java.util.List;

/**
 * All series as they are now.
 *
 * <pre>{@code
 * aggregate.snapshot(now).series().forEach(page::show);
 * }</pre>
 *
 * @param incarnation which writer the open bucket belongs to
 * @param startMillis where the open bucket starts, in wall time
 * @param version the version that this bucket was last read with; what is shown is newer
 * @param series the series, in no order
 */
public record LiveSnapshot(
    int incarnation, long startMillis, long version, List<LiveSeries> series) {
  /** Copies the list. */
  public LiveSnapshot {
    series = List.copyOf(series);
  }
}

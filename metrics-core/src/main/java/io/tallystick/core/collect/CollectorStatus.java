package io.tallystick.core.collect;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a collector gets on.
 *
 * <pre>{@code
 * runtime.collectors().status().stream()
 *     .filter(each -> each.state() == CollectorStatus.State.DISABLED)
 *     .forEach(each -> warn(each.name() + ": " + each.lastError()));
 * }</pre>
 *
 * @param name of the collector
 * @param state whether it works
 * @param lastError why it failed last, in one line; null while it never did
 * @param since since when it is in this state; when it was added, at first
 * @param hanging how often it was given up and has not come back yet
 * @param lastCollected when it answered last; null before
 * @param took how long that took; null before
 * @param readings how many gauges and totals it gave then
 */
public record CollectorStatus(
    String name,
    State state,
    @Nullable String lastError,
    Instant since,
    int hanging,
    @Nullable Instant lastCollected,
    @Nullable Duration took,
    int readings) {
  /** Whether a collector works. */
  public enum State {
    /** It did when it was asked last, or was not asked yet. */
    OK,
    /** It failed when it was asked last, and is asked again. */
    FAILING,
    /** It failed three times in a row, and is asked again once in ten minutes. */
    DISABLED,
    /** The runtime's options switch it off. */
    OFF
  }
}

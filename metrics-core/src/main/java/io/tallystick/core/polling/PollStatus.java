package io.tallystick.core.polling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How something that is asked again and again gets on.
 *
 * <pre>{@code
 * boolean isWell = polling.status().state() == PollStatus.State.OK;
 * }</pre>
 *
 * @param state whether it works
 * @param lastError why it failed last, in one line; null while it never did
 * @param since since when it is in this state; when it was made, at first
 * @param hanging how often it was given up and has not come back yet
 */
public record PollStatus(State state, @Nullable String lastError, Instant since, int hanging) {
  /** Whether it works. */
  public enum State {
    /** It did when it was asked last, or was not asked yet. */
    OK,
    /** It failed when it was asked last, and is asked again. */
    FAILING,
    /** It failed three times in a row, and is asked again once in ten minutes. */
    DISABLED
  }
}

package io.tallystick.core.derived;

import io.tallystick.core.polling.PollStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a derived metric or table gets on.
 *
 * <pre>{@code
 * boolean isWell =
 *     runtime.derived().status().stream().allMatch(each -> each.state() == DerivedStatus.State.OK);
 * }</pre>
 *
 * @param name of the metric or table
 * @param state whether it works
 * @param lastError why it failed last, in one line; null while it never did
 * @param since since when it is in this state; when the runtime was built, at first
 * @param hanging how many of its statements were given up and have not come back yet
 */
public record DerivedStatus(
    String name, State state, @Nullable String lastError, Instant since, int hanging) {
  /** Whether a derived metric works. */
  public enum State {
    /** It did when it was asked last, or was not asked yet. */
    OK,
    /** It failed when it was asked last, and is asked again. */
    FAILING,
    /** It failed three times in a row, and is asked again once in ten minutes. */
    DISABLED
  }

  static DerivedStatus of(String name, PollStatus status) {
    return new DerivedStatus(
        name,
        State.valueOf(status.state().name()),
        status.lastError(),
        status.since(),
        status.hanging());
  }
}

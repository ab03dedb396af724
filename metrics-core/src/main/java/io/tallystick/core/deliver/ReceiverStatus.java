package io.tallystick.core.deliver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one receiver gets on.
 *
 * <pre>{@code
 * boolean isWell = status.state() == ReceiverStatus.State.OK;
 * }</pre>
 *
 * @param name who it is
 * @param waiting how many messages wait for it, with the one that is being tried
 * @param delivered how many arrived since this process began to send to it
 * @param failed how many attempts failed
 * @param givenUp how many messages were given up
 * @param state whether it works
 * @param lastError why the last attempt that failed did, in one line; null while none did
 * @param oldestWaiting since when the oldest message waits; null where none does
 * @param hanging how many attempts were given up and have not come back yet
 */
public record ReceiverStatus(
    String name,
    int waiting,
    long delivered,
    long failed,
    long givenUp,
    State state,
    @Nullable String lastError,
    @Nullable Instant oldestWaiting,
    int hanging) {
  /** Whether it works. */
  public enum State {
    /** The last attempt arrived, or there was none. */
    OK,
    /** The last attempt failed. */
    FAILING,
    /**
     * Three or more failed in a row: it is left alone for longer and longer and then tried once.
     */
    RESTING
  }
}

package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A range of time, half open: its start is in it, its end is not.
 *
 * <p>A range that ends where it starts is empty. Two ranges that meet share no instant.
 *
 * <pre>{@code
 * TimeRange hour = new TimeRange(end.minus(Duration.ofHours(1)), end);
 * hour.contains(end); // false
 * }</pre>
 *
 * @param from the first instant in the range, in whole milliseconds
 * @param to the first instant behind it, in whole milliseconds, not before {@code from}
 */
public record TimeRange(Instant from, Instant to) {
  /** Checks the order. */
  public TimeRange {
    Times.requireWholeMillis("start of a range", requireNonNull(from, "from"));
    Times.requireWholeMillis("end of a range", requireNonNull(to, "to"));
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "A range goes from %s to %s: it must not end before it starts.".formatted(from, to));
    }
  }

  /** Whether an instant is in the range. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Whether no instant is in the range. */
  public boolean isEmpty() {
    return from.equals(to);
  }
}

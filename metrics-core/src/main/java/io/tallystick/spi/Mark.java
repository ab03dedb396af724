package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A note that buckets were written which a wider bucket does not hold yet.
 *
 * <p>Every write of buckets marks the windows of the next {@linkplain Granularity#coarser() coarser
 * granularity} that they lie in, and so does every fold. A mark goes when a fold that read it is
 * done, and only if nothing was written since: each write gives it another version.
 *
 * <pre>{@code
 * List<Mark> marks = store.marks(Granularity.FIVE_MINUTES, range, 100);
 * // read the minutes of each window, add them up, and:
 * store.fold(lease, new Fold(Granularity.FIVE_MINUTES, window, folded, marksOfTheWindow));
 * }</pre>
 *
 * @param target how wide the bucket is that has to be folded, never a minute
 * @param window where it starts
 * @param writer who wrote
 * @param version differs from that of every other mark of this window and writer that was ever
 *     there at the same time as a fold; what it counts is the store's affair
 */
public record Mark(Granularity target, Instant window, WriterId writer, long version) {
  /** Checks the target and the window. */
  public Mark {
    requireNonNull(target, "target");
    if (target.finer().isEmpty()) {
      throw new IllegalArgumentException(
          "A mark stands for buckets of %s: nothing is folded into these.".formatted(target.id()));
    }
    Times.requireWholeMillis("window of a mark", requireNonNull(window, "window"));
    requireNonNull(writer, "writer");
  }
}

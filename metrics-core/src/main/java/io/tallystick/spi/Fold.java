package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of a window that was folded: wider buckets that take the place of those of {@link
 * WriterId#FOLDED}, and the marks that are done with it.
 *
 * <p>A window of many series is folded in parts; only the last one names the marks, so that a
 * window which was folded in part is folded again.
 *
 * <pre>{@code
 * store.fold(lease, new Fold(Granularity.HOUR, hour, folded, List.of()));
 * }</pre>
 *
 * @param target how wide the buckets are, never a minute
 * @param window where they start
 * @param buckets the folded buckets, at most {@value #MAX_BUCKETS}, each series once; perhaps none
 * @param done marks of this window that were read before the buckets were; perhaps none
 */
public record Fold(
    Granularity target, Instant window, List<FoldedBucket> buckets, List<Mark> done) {
  /** The most buckets in one fold, so that no transaction holds a store for long. */
  public static final int MAX_BUCKETS = 250;

  /** Copies the lists and checks that everything is of the window. */
  public Fold {
    requireNonNull(target, "target");
    Times.requireWholeMillis("window of a fold", requireNonNull(window, "window"));
    buckets = List.copyOf(buckets);
    done = List.copyOf(done);
    if (target.finer().isEmpty()) {
      throw new IllegalArgumentException(
          "A fold makes buckets of %s: nothing is folded into these.".formatted(target.id()));
    }
    requireFew(buckets);
    requireOfWindow(done, target, window);
  }

  private static void requireFew(List<FoldedBucket> buckets) {
    if (buckets.size() > MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "A fold has %d buckets: fold at most %d at once.".formatted(buckets.size(), MAX_BUCKETS));
    }
    Set<SeriesKey> seen = new HashSet<>(2 * buckets.size());
    for (FoldedBucket bucket : buckets) {
      if (!seen.add(bucket.series())) {
        throw new IllegalArgumentException(
            "A fold has two buckets of %s: add them up first.".formatted(bucket.series().name()));
      }
    }
  }

  private static void requireOfWindow(List<Mark> done, Granularity target, Instant window) {
    for (Mark mark : done) {
      if (mark.target() != target || !mark.window().equals(window)) {
        throw new IllegalArgumentException(
            "A fold of %s at %s is to be done with a mark of %s at %s: name marks of its own window."
                .formatted(target.id(), window, mark.target().id(), mark.window()));
      }
    }
  }
}

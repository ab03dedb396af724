package io.tallystick.store.jdbc;

import static java.util.stream.Collectors.groupingBy;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Fold;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Mark;
import io.tallystick.spi.PurgeOutcome;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes sure that the target of a copy keeps nothing finer than the source does, before anything is
 * copied: where finer buckets are gone, a window must never be folded anew from what is left.
 */
final class CopyHorizons {
  static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final int WINDOWS_AT_ONCE = 100;
  private static final int BUCKETS_AT_ONCE = 5_000;

  private final BucketStore source;
  private final BucketStore target;
  private final boolean isInUse;
  private final Lease lease;

  /**
   * Looks at two stores.
   *
   * @param isInUse whether others wrote to the target than earlier copies of the source
   * @param lease of the target
   */
  CopyHorizons(BucketStore source, BucketStore target, boolean isInUse, Lease lease) {
    this.source = source;
    this.target = target;
    this.isInUse = isInUse;
    this.lease = lease;
  }

  /** Moves the target's horizons up to those of the source; where both keep something then. */
  Map<Granularity, Instant> align() {
    Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);
    for (Granularity granularity : Granularity.values()) {
      Instant ofSource = source.horizon(granularity);
      Instant ofTarget = target.horizon(granularity);
      if (ofTarget.isBefore(ofSource)) {
        raise(granularity, ofSource);
      } else if (ofTarget.isAfter(ofSource)) {
        requireFolded(granularity, ofTarget);
      }
      horizons.put(granularity, ofTarget.isBefore(ofSource) ? ofSource : ofTarget);
    }
    return horizons;
  }

  /** What the target does not take any more must be in coarser buckets. */
  private void requireFolded(Granularity granularity, Instant ofTarget) {
    Optional<Granularity> coarser = granularity.coarser();
    List<Mark> waiting =
        coarser
            .map(wider -> source.marks(wider, new TimeRange(EARLIEST, ofTarget), 1))
            .orElse(List.of());
    if (!waiting.isEmpty()) {
      throw StorageException.permanent(
          "The source has buckets of %s from %s on that are not folded into %s yet, and the target takes none of %s from before %s any more: let an application run with the source for some minutes, so that it folds them, then copy again."
              .formatted(
                  granularity.id(),
                  waiting.get(0).window(),
                  waiting.get(0).target().id(),
                  granularity.id(),
                  ofTarget),
          null);
    }
  }

  private void raise(Granularity granularity, Instant to) {
    requireNothingOfOthers(granularity, to);
    granularity.coarser().ifPresent(coarser -> dropMarks(coarser, to));
    PurgeOutcome outcome;
    do {
      outcome = target.purge(lease, granularity, to, BUCKETS_AT_ONCE);
    } while (!outcome.isDone());
    if (outcome.horizon().isBefore(to)) {
      throw StorageException.permanent(
          "The source keeps %s from %s on, and the target has older ones that are not folded: end what else writes to the target, then copy again."
              .formatted(granularity.id(), to),
          null);
    }
  }

  private void requireNothingOfOthers(Granularity granularity, Instant to) {
    Optional<Instant> oldest = target.span(granularity).map(span -> span.oldest());
    if (isInUse && oldest.filter(endOfWindow(granularity, to)::isAfter).isPresent()) {
      throw StorageException.permanent(
          "The source keeps %s from %s on, and the target, which others wrote to, from %s on: copying would remove what is older. Copy into an empty database, or when the target has let go of it."
              .formatted(granularity.id(), to, oldest.get()),
          null);
    }
  }

  /** A window of which a part goes is never folded again. */
  private Instant endOfWindow(Granularity granularity, Instant to) {
    ZoneId zone = target.identity().zone();
    return granularity
        .coarser()
        .map(coarser -> coarser.bucketRange(to.minusMillis(1), zone).to())
        .orElse(to);
  }

  /**
   * These windows were marked by earlier copies. The source has folded them since and let go of
   * what they were folded of, so its folded buckets are what counts.
   */
  private void dropMarks(Granularity coarser, Instant before) {
    Instant from = EARLIEST;
    List<Mark> marks = marks(coarser, from, before);
    while (!marks.isEmpty()) {
      Map<Instant, List<Mark>> byWindow =
          new TreeMap<>(marks.stream().collect(groupingBy(Mark::window)));
      byWindow.forEach(
          (window, done) -> target.fold(lease, new Fold(coarser, window, List.of(), done)));
      from = marks.get(marks.size() - 1).window().plus(Duration.ofMillis(1));
      marks = marks(coarser, from, before);
    }
  }

  private List<Mark> marks(Granularity coarser, Instant from, Instant before) {
    return from.isBefore(before)
        ? target.marks(coarser, new TimeRange(from, before), WINDOWS_AT_ONCE)
        : List.of();
  }
}

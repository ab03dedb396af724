package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One copy of a store into another one, from its beginning to its end. For one thread. */
final class CopyRun {
  private static final String LEASE = "copy";
  private static final Duration LEASE_TIME = Duration.ofMinutes(1);
  private static final long BUCKETS_A_LINE = 100_000;

  private final JdbcBackend source;
  private final JdbcBackend target;
  private final WriterId copyist;
  private final int portion;
  private final Consumer<String> progress;
  private final List<String> differences = new ArrayList<>();
  private final List<Read> read = new ArrayList<>();
  private long buckets;
  private long written;

  CopyRun(
      JdbcBackend source,
      JdbcBackend target,
      WriterId copyist,
      int portion,
      Consumer<String> progress) {
    this.source = source;
    this.target = target;
    this.copyist = copyist;
    this.portion = portion;
    this.progress = progress;
  }

  CopyReport run() {
    SourceState before = state();
    Lease lease = lease();
    CopyPlan plan = plan(lease);
    new ControlCopy(source.control(), target.control(), lease, !plan.isInUse())
        .run()
        .forEach(progress);
    for (Granularity granularity : Granularity.values()) {
      // finer ones first: their marks are there before what was folded of them is
      copyBuckets(plan, granularity);
    }
    copyRequests(plan, lease);
    long points = copyPoints(plan);
    compareWithSource(before);
    return new CopyReport(buckets, written, points, differences);
  }

  /** What stays as it is as long as nobody writes to the source, folds or purges. */
  private record SourceState(long lastWritten, Map<Granularity, Instant> horizons) {}

  private SourceState state() {
    Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);
    for (Granularity granularity : Granularity.values()) {
      horizons.put(granularity, source.buckets().horizon(granularity));
    }
    return new SourceState(source.contents().lastWritten(), horizons);
  }

  private CopyPlan plan(Lease lease) {
    Set<WriterId> writers = source.contents().writers();
    Set<WriterId> others = new HashSet<>(target.contents().writers());
    others.removeAll(writers);
    others.remove(copyist);
    boolean isInUse = !others.isEmpty();
    progress.accept(
        isInUse
            ? "The target has history of others, which stays as it is."
            : "The target has no history of others, and becomes what the source is.");
    CopyHorizons horizons = new CopyHorizons(source.buckets(), target.buckets(), isInUse, lease);
    return new CopyPlan(writers, source.contents().series(), portion, isInUse, horizons.align());
  }

  private Lease lease() {
    Optional<Lease> lease = target.control().acquire(LEASE, copyist, LEASE_TIME);
    return lease.orElseThrow(
        () ->
            StorageException.temporary(
                "Another store is being copied into the target: copy again in a minute.", null));
  }

  private void copyBuckets(CopyPlan plan, Granularity granularity) {
    BucketCopy copy = new BucketCopy(source.buckets(), target.buckets(), plan, granularity);
    CopiedBuckets copied = copy.run(new Lines(progress));
    progress.accept(copied.toString());
    differences.addAll(copied.differences());
    copy.whole().ifPresent(range -> read.add(new Read(granularity, range, copied.allRead())));
    buckets += copied.buckets();
    written += copied.written();
  }

  /** What could be read of a granularity. */
  private record Read(Granularity granularity, TimeRange range, long buckets) {}

  private void compareWithSource(SourceState before) {
    if (!before.equals(state())) {
      differences.add(
          "The source was written or purged while it was copied: copy again, before anybody uses the target, to bring what is new.");
      return;
    }
    for (Read each : read) {
      long unread = source.contents().count(each.granularity(), each.range()) - each.buckets();
      if (unread > 0) {
        differences.add(
            "%s: %d buckets of the source make no sense, and are left out."
                .formatted(each.granularity().id(), unread));
      }
    }
  }

  /** Says how far it came, once in a while. */
  private static final class Lines implements BiConsumer<Instant, CopiedBuckets> {
    private final Consumer<String> progress;
    private long next = BUCKETS_A_LINE;

    Lines(Consumer<String> progress) {
      this.progress = progress;
    }

    @Override
    public void accept(Instant end, CopiedBuckets soFar) {
      if (soFar.allRead() >= next) {
        next = soFar.allRead() + BUCKETS_A_LINE;
        progress.accept("%s, until %s".formatted(soFar, end));
      }
    }
  }

  private void copyRequests(CopyPlan plan, Lease lease) {
    RequestTable from = source.requests().orElse(null);
    RequestTable to = target.requests().orElse(null);
    if (from == null || to == null) {
      return;
    }
    try {
      progress.accept(new RequestCopy(from, to, plan, lease).run(source.buckets()));
    } catch (StorageException refusal) {
      if (refusal.canRetry()) {
        throw refusal;
      }
      differences.add(String.valueOf(refusal.getMessage())); // the rest goes without them
    }
  }

  private long copyPoints(CopyPlan plan) {
    PointCopy copy = new PointCopy(source, target, copyist, portion);
    long points = copy.run();
    progress.accept("raw points: %d written".formatted(points));
    if (!plan.isInUse()) {
      differences.addAll(copy.differences());
    }
    return points;
  }
}

package io.tallystick.store.jdbc;

import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.OwnedBucket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A stretch of time on its way into the target of a copy. For one thread. */
final class CopiedStretch {
  private final BucketStore target;
  private final CopyPlan plan;
  private final CopiedBuckets outcome;

  /** What the target had, without what the source brought so far. */
  private final Map<BucketKey, Long> left;

  private final Tally wanted = new Tally();
  private final Set<BucketKey> targetsOwn = new HashSet<>();
  private final List<OwnedBucket> lacking = new ArrayList<>();
  private boolean hasWritten;

  /**
   * Begins a stretch.
   *
   * @param there what the target has of what is copied: the fingerprints of what the buckets hold
   */
  CopiedStretch(
      BucketStore target, CopyPlan plan, CopiedBuckets outcome, Map<BucketKey, Long> there) {
    this.target = target;
    this.plan = plan;
    this.outcome = outcome;
    this.left = there;
  }

  /** Takes a bucket of the source. */
  void bring(OwnedBucket owned) {
    if (!plan.isCopied(owned)) {
      return;
    }
    long content = Fingerprint.ofContent(owned);
    Long there = left.remove(owned.key());
    if (there != null && there != content && plan.mayBeTargetsOwn(owned.key())) {
      outcome.keptAsItIs();
      targetsOwn.add(owned.key());
      return;
    }
    wanted.add(owned, content);
    if (there == null || there != content) {
      lack(plan.asWritten(owned));
    }
  }

  private void lack(OwnedBucket owned) {
    lacking.add(owned);
    if (lacking.size() == plan.portion()) {
      write();
    }
  }

  private void write() {
    int refused = target.write(new Batch(lacking)).refused().size();
    outcome.wrote(lacking.size() - refused, refused);
    lacking.clear();
    hasWritten = true;
  }

  /** Writes the rest, behind the last bucket of the source. */
  void end() {
    if (!lacking.isEmpty()) {
      write();
    }
    for (BucketKey key : left.keySet()) {
      if (plan.mayBeTargetsOwn(key)) {
        targetsOwn.add(key);
      }
    }
    left.keySet().removeAll(targetsOwn);
  }

  /** What the target is to have. */
  Tally wanted() {
    return wanted;
  }

  /** What the target has beside that, and for itself. */
  Set<BucketKey> targetsOwn() {
    return targetsOwn;
  }

  /** Whether the target had all of it already, and no more. */
  boolean isAsItWas() {
    return !hasWritten && left.isEmpty();
  }
}

package io.tallystick.core.flush;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriteOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store that fails as told: once for each failure that it was given, in their order. */
final class ScriptedStore extends ForwardingBuckets {
  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private final Map<BucketKey, OwnedBucket> kept = new HashMap<>();
  private final List<Integer> sizes = new ArrayList<>();
  private boolean keepsBeforeFailing;

  ScriptedStore() {
    super(InMemoryBackend.create().buckets());
  }

  ScriptedStore failWith(RuntimeException... next) {
    failures.addAll(List.of(next));
    return this;
  }

  /** As when the answer to a commit is lost. */
  ScriptedStore keepingBeforeItFails() {
    keepsBeforeFailing = true;
    return this;
  }

  @Override
  public WriteOutcome write(Batch batch) {
    RuntimeException failure = failures.poll();
    if (failure == null || keepsBeforeFailing) {
      batch.buckets().forEach(this::keep);
    }
    if (failure != null) {
      throw failure;
    }
    sizes.add(batch.buckets().size());
    return WriteOutcome.allKept("scripted");
  }

  private void keep(OwnedBucket bucket) {
    kept.merge(
        bucket.key(),
        bucket,
        (there, here) -> there.bucket().version() < here.bucket().version() ? here : there);
  }

  @Override
  public BucketCursor read(BucketQuery query) {
    throw new UnsupportedOperationException("Nobody reads here: ask kept().");
  }

  /** What it holds of a metric. */
  List<OwnedBucket> kept(String name) {
    return kept.values().stream().filter(one -> one.series().name().equals(name)).toList();
  }

  /** How large the batches were that it took. */
  List<Integer> sizes() {
    return sizes;
  }
}

package io.tallystick.core.flush;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Refusal;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.StoreIdentity;
import io.tallystick.spi.WriteOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store that fails as told: once for each failure that it was given, in their order. */
final class ScriptedStore extends ForwardingBuckets {
  static final StorageException AWAY = StorageException.temporary("The store is away.", null);
  static final StorageException REFUSED =
      StorageException.permanent("The store takes no such thing.", null);

  private final Deque<RuntimeException> failures = new ArrayDeque<>();
  private final Map<BucketKey, OwnedBucket> kept = new HashMap<>();
  private final List<Batch> tried = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private Predicate<OwnedBucket> isBad = bucket -> false;
  private Function<OwnedBucket, @Nullable Refusal> refusal = bucket -> null;
  private @Nullable RuntimeException always;
  private boolean isUnusable;
  private boolean keepsBeforeFailing;
  private String id = "first";

  ScriptedStore() {
    super(InMemoryBackend.create().buckets());
  }

  ScriptedStore failWith(RuntimeException... next) {
    failures.addAll(List.of(next));
    return this;
  }

  /** Fails with this until told otherwise; null for no more. */
  void failAlwaysWith(@Nullable RuntimeException failure) {
    always = failure;
  }

  /** As when the answer to a commit is lost. */
  ScriptedStore keepingBeforeItFails() {
    keepsBeforeFailing = true;
    return this;
  }

  void keepsBeforeItFails(boolean keeps) {
    keepsBeforeFailing = keeps;
  }

  /** Refuses every batch with such a bucket for good. */
  void refuseBatchesWith(Predicate<OwnedBucket> bad) {
    isBad = bad;
  }

  /** Takes batches without the buckets for which this says why. */
  void refuse(Function<OwnedBucket, @Nullable Refusal> why) {
    refusal = why;
  }

  /** Cannot say which store it is either. */
  void becomeUnusable() {
    isUnusable = true;
  }

  void becomeUsable() {
    isUnusable = false;
  }

  /** Is another store from now on, and empty. */
  void replaceBy(String other) {
    id = other;
    kept.clear();
  }

  @Override
  public StoreIdentity identity() {
    if (isUnusable) {
      throw REFUSED;
    }
    return super.identity();
  }

  @Override
  public WriteOutcome write(Batch batch) {
    tried.add(batch);
    RuntimeException failure = failures.isEmpty() ? always : failures.poll();
    if (failure == null && (isUnusable || batch.buckets().stream().anyMatch(isBad))) {
      throw REFUSED;
    }
    Map<BucketKey, Refusal> refused =
        failure == null || keepsBeforeFailing ? keep(batch) : Map.of();
    if (failure != null) {
      throw failure;
    }
    sizes.add(batch.buckets().size());
    return new WriteOutcome(id, refused);
  }

  private Map<BucketKey, Refusal> keep(Batch batch) {
    Map<BucketKey, Refusal> refused = new HashMap<>();
    for (OwnedBucket bucket : batch.buckets()) {
      Refusal why = refusal.apply(bucket);
      if (why == null) {
        kept.merge(bucket.key(), bucket, ScriptedStore::newer);
      } else {
        refused.put(bucket.key(), why);
      }
    }
    return refused;
  }

  private static OwnedBucket newer(OwnedBucket there, OwnedBucket here) {
    return there.bucket().version() < here.bucket().version() ? here : there;
  }

  @Override
  public BucketCursor read(BucketQuery query) {
    throw new UnsupportedOperationException("Nobody reads here: ask kept().");
  }

  /** What it holds of a metric, in every granularity. */
  List<OwnedBucket> kept(String name) {
    return kept.values().stream().filter(one -> one.series().name().equals(name)).toList();
  }

  /** What it holds of a metric in one granularity. */
  List<OwnedBucket> kept(String name, Granularity granularity) {
    return kept(name).stream().filter(one -> one.granularity() == granularity).toList();
  }

  /** Everything that it holds of a metric, added up as readers do: over all granularities. */
  double sum(String name) {
    return kept(name).stream().mapToDouble(one -> number(one.bucket().state())).sum();
  }

  private static double number(BucketState state) {
    return state instanceof CounterState counter ? counter.sum() : ((HistogramState) state).count();
  }

  /** How large the batches were that it took. */
  List<Integer> sizes() {
    return sizes;
  }

  /** The batches that came, taken or not. */
  List<Batch> tried() {
    return tried;
  }
}

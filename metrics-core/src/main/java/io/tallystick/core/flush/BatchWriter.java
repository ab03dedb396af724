package io.tallystick.core.flush;

import static java.util.Objects.requireNonNull;

import io.tallystick.Counter;
import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriteOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits, a batch at a time, until nothing does or the store fails; for one thread.
 *
 * <p>While the store is away one small batch is offered, the same again, so that as much as
 * possible of what waits stays unknown to it and can be coarsened.
 *
 * <p>A batch that is refused for good is halved until the buckets are found that are to blame: they
 * are set aside. Only a store that takes others can say that of a bucket, though. When it takes
 * none, it is the store that is at fault, and everything stays as when it is away; then others are
 * offered the next time.
 */
final class BatchWriter {
  private static final Logger LOGGER = LoggerFactory.getLogger(BatchWriter.class);

  /** How many buckets are offered to a store that is away. */
  static final int SMALL = 50;

  /** How many writes a flush spends on what was refused, and how many if none succeeds. */
  private static final int MOST_ATTEMPTS = 200;

  private static final int MOST_IN_VAIN = 30;

  private final BucketStore store;
  private final Backlog backlog;
  private final StoreHealth health;
  private final Metrics metrics;
  private final Counter rows;
  private final RefusedBuckets refused = new RefusedBuckets();

  /** How many of the oldest are left out, because a store that took nothing refused them. */
  private int passedOver;

  private Moment now = new Moment(0, 0);
  private boolean hasTaken;
  private String refusal = "";

  BatchWriter(BucketStore store, Backlog backlog, StoreHealth health, Metrics metrics) {
    this.store = store;
    this.backlog = backlog;
    this.health = health;
    this.metrics = metrics;
    this.rows = metrics.counter("tallystick.flush.rows.count");
  }

  /** Whether nothing waits any more. */
  boolean writeAll(Moment itsNow) {
    now = itsNow;
    hasTaken = false;
    try {
      for (Batch batch = next(); !batch.buckets().isEmpty(); batch = next()) {
        if (!write(batch)) {
          return false;
        }
      }
      return backlog.size() == 0;
    } finally {
      backlog.release();
      refused.log(now);
    }
  }

  private Batch next() {
    if (passedOver >= backlog.size()) {
      passedOver = 0;
    }
    return backlog.next(health.isAway() ? SMALL : Batch.MAX_BUCKETS, passedOver);
  }

  /** Whether to go on with the next batch. */
  private boolean write(Batch batch) {
    return switch (attempt(batch)) {
      case TAKEN -> true;
      case FAILED -> false;
      case REFUSED -> divide(batch);
    };
  }

  private Result attempt(Batch batch) {
    try {
      take(batch, store.write(batch));
      return Result.TAKEN;
    } catch (StorageException failure) {
      refusal = requireNonNull(failure.getMessage());
      return failure.canRetry() ? failed(refusal) : refused();
    } catch (RuntimeException unknown) { // whether it was kept cannot be known: it is tried again
      return failed(unknown.toString());
    }
  }

  private void take(Batch batch, WriteOutcome outcome) {
    if (health.isReplacedBy(outcome.storeId())) {
      metrics.count("tallystick.flush.error.count", 1, "reason", "replaced");
      LOGGER.warn(
          "The store is another one than before, {} now: what the lost one had is gone but for {}"
              + " buckets, which are written again.",
          outcome.storeId(),
          backlog.rewrite());
    }
    backlog.confirm(batch, outcome.refused());
    rows.add(batch.buckets().size() - outcome.refused().size());
    hasTaken = true;
    passedOver = 0;
    health.succeed(now);
  }

  private Result failed(String failure) {
    metrics.count("tallystick.flush.error.count", 1, "reason", "store");
    health.fail(now, failure);
    return Result.FAILED;
  }

  private Result refused() {
    metrics.count("tallystick.flush.error.count", 1, "reason", "data");
    return Result.REFUSED;
  }

  private boolean divide(Batch batch) {
    if (!answers()) {
      return false;
    }
    Deque<List<OwnedBucket>> parts = new ArrayDeque<>();
    List<OwnedBucket> alone = new ArrayList<>();
    halve(batch.buckets(), parts, alone);
    if (!search(parts, alone)) {
      return false;
    }
    return hasTaken ? setAside(alone) && parts.isEmpty() : passOver(batch);
  }

  private boolean setAside(List<OwnedBucket> alone) {
    health.refuse(refusal);
    refused.add(alone, refusal);
    backlog.setAside(alone);
    return true;
  }

  private boolean passOver(Batch batch) {
    passedOver += batch.buckets().size();
    health.fail(now, refusal);
    return false;
  }

  /** Whether the store works at all: then what it refused may be to blame. */
  private boolean answers() {
    try {
      store.identity();
      return true;
    } catch (RuntimeException failure) {
      failed(failure instanceof StorageException ? refusal : failure.toString());
      return false;
    }
  }

  /**
   * Writes the parts of what was refused, and the halves of those that are refused again, until
   * none is left or it takes too long.
   *
   * @param parts afterwards what is left
   * @param alone where buckets go that were refused alone
   * @return whether the store did not fail
   */
  private boolean search(Deque<List<OwnedBucket>> parts, List<OwnedBucket> alone) {
    int attempts = 0;
    Result result = Result.TAKEN;
    while (!parts.isEmpty() && result != Result.FAILED && attempts < mostAttempts()) {
      List<OwnedBucket> part = parts.pop();
      result = attempt(new Batch(part));
      if (result == Result.REFUSED) {
        halve(part, parts, alone);
      }
      attempts++;
    }
    return result != Result.FAILED;
  }

  private int mostAttempts() {
    return hasTaken ? MOST_ATTEMPTS : MOST_IN_VAIN;
  }

  private static void halve(
      List<OwnedBucket> part, Deque<List<OwnedBucket>> parts, List<OwnedBucket> alone) {
    if (part.size() == 1) {
      alone.addAll(part);
    } else {
      parts.push(part.subList(part.size() / 2, part.size()));
      parts.push(part.subList(0, part.size() / 2));
    }
  }

  private enum Result {
    TAKEN,
    FAILED,
    REFUSED
  }
}

package io.tallystick.docs.trouble;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriteOutcome;

/** A store that takes nothing for as long as it is told so. */
final class FailingStore extends ForwardingBackend {
  private final BucketStore buckets;
  private volatile boolean isAway;

  private FailingStore(StorageBackend target) {
    super(target);
    buckets =
        new ForwardingBuckets(target.buckets()) {
          @Override
          public WriteOutcome write(Batch batch) {
            if (isAway) {
              throw StorageException.temporary("The plug is out.", null);
            }
            return super.write(batch);
          }
        };
  }

  static FailingStore create() {
    return new FailingStore(InMemoryBackend.create());
  }

  void away(boolean away) {
    isAway = away;
  }

  @Override
  public BucketStore buckets() {
    return buckets;
  }
}

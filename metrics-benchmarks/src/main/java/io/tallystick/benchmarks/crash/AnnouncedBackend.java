package io.tallystick.benchmarks.crash;

import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriteOutcome;
import java.io.PrintStream;

/**
 * A backend that says what it is about to write before it does, and afterwards that it is kept; a
 * pipe holds that even when the process is killed in between. {@link Heard} understands it.
 */
final class AnnouncedBackend extends ForwardingBackend {
  /** Before a line for each bucket of a batch. */
  static final String OFFER = "offer ";

  /** All buckets of the batch were named, and the store gets them now. */
  static final String WRITE = "write";

  /** The store has kept the batch. */
  static final String KEPT = "kept";

  /** The store threw, or did not keep all of the batch; a reason follows. */
  static final String FAILED = "failed ";

  private final BucketStore announced;

  AnnouncedBackend(StorageBackend target, PrintStream out) {
    super(target);
    announced = new AnnouncedBuckets(target.buckets(), out);
  }

  @Override
  public BucketStore buckets() {
    return announced;
  }

  private static final class AnnouncedBuckets extends ForwardingBuckets {
    private final PrintStream out;

    AnnouncedBuckets(BucketStore target, PrintStream out) {
      super(target);
      this.out = out;
    }

    @Override
    public WriteOutcome write(Batch batch) {
      announce(batch);
      try {
        WriteOutcome outcome = super.write(batch);
        say(outcome.refused().isEmpty() ? KEPT : FAILED + outcome.refused());
        return outcome;
      } catch (StorageException failure) {
        say(FAILED + failure);
        throw failure;
      }
    }

    private void announce(Batch batch) {
      StringBuilder lines = new StringBuilder();
      for (OwnedBucket owned : batch.buckets()) {
        lines.append(OFFER).append(WrittenBucket.of(owned).line()).append('\n');
      }
      say(lines.append(WRITE).toString());
    }

    private void say(String lines) {
      out.print(lines.replace("\r", "") + "\n");
      out.flush();
    }
  }
}

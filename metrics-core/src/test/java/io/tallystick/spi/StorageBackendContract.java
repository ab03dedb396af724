package io.tallystick.spi;

import io.tallystick.core.query.QuestionsContract;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link StorageBackend} does, through each of its doors: extend it and say how to open
 * a backend.
 *
 * <p>Whoever works on one door may extend its own contract alone: {@link BucketStoreContract},
 * {@link WritersContract}, {@link FoldingContract}, {@link PurgingContract}, {@link
 * ControlStoreContract}, {@link PointStoreContract} or {@link RequestTableContract}.
 *
 * <pre>{@code
 * class SqliteStoreContractTest extends StorageBackendContract {
 *   @TempDir Path directory;
 *
 *   @Override
 *   protected StorageBackend openEmpty() {
 *     return SqliteStore.open(directory.resolve("metrics.db"));
 *   }
 * }
 * }</pre>
 */
public abstract class StorageBackendContract {
  /**
   * Opens a backend that holds nothing yet, has room for ten thousand buckets, and takes the time
   * from the machine's clock. Each test closes the one that it opened.
   */
  protected abstract StorageBackend openEmpty();

  /** Whether it notes who writes; a backend that leaves {@link BucketStore#writers} says no. */
  protected boolean notesWriters() {
    return true;
  }

  @Nested
  class Buckets extends BucketStoreContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }
  }

  @Nested
  class WhoWrote extends WritersContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }

    @Override
    protected boolean notesWriters() {
      return StorageBackendContract.this.notesWriters();
    }
  }

  @Nested
  class Folding extends FoldingContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }
  }

  @Nested
  class Purging extends PurgingContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }
  }

  @Nested
  class Control extends ControlStoreContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }
  }

  @Nested
  class Points extends PointStoreContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }
  }

  @Nested
  class Requests extends RequestTableContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }
  }

  @Nested
  class Questions extends QuestionsContract {
    @Override
    protected StorageBackend openEmpty() {
      return StorageBackendContract.this.openEmpty();
    }
  }
}

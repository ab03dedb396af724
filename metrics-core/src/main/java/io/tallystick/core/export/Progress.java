package io.tallystick.core.export;

import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/** Counts the rows of an export, and ends it between two of them. */
final class Progress {
  private final BooleanSupplier isCancelled;
  private long rows;

  Progress(BooleanSupplier isCancelled) {
    this.isCancelled = isCancelled;
  }

  /** Before each row. */
  void next() throws InterruptedIOException {
    if (isCancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException(
          "The export was cancelled after %d rows: what was written is not whole.".formatted(rows));
    }
    rows++;
  }

  long rows() {
    return rows;
  }
}

package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the samples of one series come together.
 *
 * <p>One thread at a time adds plainly, under a flag that nobody who records waits for: who finds
 * it taken for longer than a copy takes adds by atomic steps beside it. {@link #lock} is for the
 * tick and readers of live values, which are threads of ours and may wait.
 */
abstract class SampleSink {
  private static final int PATIENCE = 64;
  private static final long WAIT_NANOS = 1_000;
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(SampleSink.class, "busy", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // through BUSY
  private int busy;

  /**
   * Takes the samples of one series that stand side by side in a log.
   *
   * @param log entries of two cells: the index of a series and the bits of a double
   * @param from where the first entry of this series is
   * @param end where the entries end
   * @return where the first entry of another series is, or the end
   */
  final int acceptRun(SampleLog log, int from, int end) {
    if (tryLock()) {
      try {
        return addPlainly(log, from, end);
      } finally {
        unlock();
      }
    }
    return addBeside(log, from, end);
  }

  /** Takes a sample from any thread. */
  final void accept(double value) {
    addAtomically(value);
  }

  /** Adds a run as {@link #acceptRun} does; called under the lock. */
  abstract int addPlainly(SampleLog log, int from, int end);

  /** Adds a run without the lock, by atomic steps. */
  abstract int addBeside(SampleLog log, int from, int end);

  /** Adds a sample without the lock. */
  abstract void addAtomically(double value);

  final boolean tryLock() {
    for (int i = 0; i < PATIENCE; i++) {
      if (BUSY.compareAndSet(this, 0, 1)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  /** Waits for the lock; whoever holds it holds it for a run of a log. */
  final void lock() {
    while (!tryLock()) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
  }

  final void unlock() {
    BUSY.setRelease(this, 0);
  }
}

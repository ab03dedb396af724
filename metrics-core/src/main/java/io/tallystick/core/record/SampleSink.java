package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the samples of one series come together.
 *
 * <p>One thread at a time adds plainly, under a flag that nobody who records waits for: who finds
 * it taken for longer than a copy takes adds elsewhere. {@link #lock} is for the tick and readers
 * of live values, which are threads of ours and may wait.
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

  @SuppressWarnings("UnusedVariable") // read through BUSY
  private volatile int busy;

  /**
   * Takes the samples of one series that stand side by side in a log.
   *
   * @param from where the first of them is
   * @param end where the numbers of the log end
   * @return where the next mark is, or the end
   */
  int acceptRun(SampleLog log, int from, int end) {
    return tryLock() ? addAndUnlock(log, from, end) : addBeside(log, from, end);
  }

  /** Adds a run as {@link #acceptRun} does, and unlocks; called under the lock. */
  final int addAndUnlock(SampleLog log, int from, int end) {
    try {
      int to = addPlainly(log, from, end);
      unlock();
      return to;
    } catch (Throwable any) {
      busy = 0; // even without a frame left on the stack
      throw any;
    }
  }

  /** Reads what a sample will change, so that it is near when it comes. */
  int lookAt(long bits) {
    return 0;
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

  final boolean tryLockAtOnce() {
    return BUSY.compareAndSet(this, 0, 1);
  }

  final boolean tryLock() {
    for (int i = 0; i < PATIENCE; i++) {
      if (tryLockAtOnce()) {
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

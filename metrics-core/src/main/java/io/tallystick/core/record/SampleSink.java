package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the samples of one series come together.
 *
 * <p>One thread at a time adds plainly, under a flag that nobody waits for in vain: who finds it
 * taken for longer than a copy takes adds by atomic steps beside it. {@link #lock} is for the tick
 * and readers of live values, which are threads of ours and may wait.
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

  /** Takes the samples of a log from one entry to before another. */
  final void acceptAll(SampleLog log, long from, long to) {
    if (tryLock()) {
      try {
        addPlainly(log, from, to);
      } finally {
        unlock();
      }
    } else {
      for (long entry = from; entry < to; entry++) {
        addAtomically(log.valueAt(entry));
      }
    }
  }

  /** Takes a sample from any thread. */
  final void accept(double value) {
    addAtomically(value);
  }

  /** Adds a run; called under the lock. */
  abstract void addPlainly(SampleLog log, long from, long to);

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

package io.tallystick.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts virtual threads where the JDK has them; the classes are compiled for one that has none.
 */
final class VirtualThreads {
  static final int SINCE = 21;

  private VirtualThreads() {}

  /** Does the work in so many virtual threads, and returns when all are done. */
  static void run(int threads, Runnable work) throws InterruptedException {
    List<Thread> started = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++) {
      started.add(start(work));
    }
    for (Thread thread : started) {
      thread.join();
    }
  }

  private static Thread start(Runnable work) {
    try {
      return (Thread) Starter.HANDLE.invokeExact(work);
    } catch (Throwable broken) {
      throw new IllegalStateException("A virtual thread did not start.", broken);
    }
  }

  /** Looked up when first needed, so that an older JDK can say what is missing. */
  private static final class Starter {
    static final MethodHandle HANDLE = find();

    private static MethodHandle find() {
      try {
        return MethodHandles.publicLookup()
            .findStatic(
                Thread.class,
                "startVirtualThread",
                MethodType.methodType(Thread.class, Runnable.class));
      } catch (ReflectiveOperationException missing) {
        throw new UnsupportedOperationException(
            "Virtual threads need Java %d; this is %s.".formatted(SINCE, Runtime.version()),
            missing);
      }
    }
  }
}

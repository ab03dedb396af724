package io.tallystick.core.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A virtual thread that holds on to its carrier for a while. */
public final class PinnedThread {
  /** Whether there are virtual threads. */
  public static final boolean IS_POSSIBLE = Runtime.version().feature() >= 21;

  private PinnedThread() {}

  /** Waits while its class is initialised, which pins on every JDK, once for each class loader. */
  static final class Slow {
    static {
      long until = System.nanoTime() + Duration.ofMillis(100).toNanos();
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
    }

    private Slow() {}
  }

  /** Pins, where that is possible. */
  public static void pin() throws ReflectiveOperationException, InterruptedException {
    if (IS_POSSIBLE) {
      Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
      ((Thread) start.invoke(null, (Runnable) PinnedThread::initialise)).join();
    }
  }

  private static void initialise() {
    URL place = PinnedThread.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader own =
        new URLClassLoader(new URL[] {place}, ClassLoader.getPlatformClassLoader())) {
      Class.forName(Slow.class.getName(), true, own);
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException(missing);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}

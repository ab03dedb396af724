package io.tallystick.store.jdbc.faults;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads of stores, and of runtimes, that were started since this was made. */
final class StoreThreads {
  private final Set<Thread> before = all();

  /** Waits for the end of all of them; those that have none. */
  Set<Thread> left() throws InterruptedException {
    Set<Thread> left = all();
    left.removeAll(before);
    for (Thread thread : left) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
    }
    left.removeIf(thread -> !thread.isAlive());
    return left;
  }

  private static Set<Thread> all() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tallystick-"))
        .collect(Collectors.toSet());
  }
}

package io.tallystick.core;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads of runtimes that were started since this was made. */
final class OwnThreads {
  private final Set<Thread> before = all();

  Set<Thread> since() {
    Set<Thread> now = all();
    now.removeAll(before);
    return now;
  }

  /** The names of those that stay; a collector's thread is there while it is asked. */
  Set<String> names() {
    return since().stream()
        .map(Thread::getName)
        .filter(name -> !name.startsWith("tallystick-collect-"))
        .collect(Collectors.toSet());
  }

  /** Waits for the end of threads; whether all came to it. */
  static boolean areGone(Set<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(60));
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  private static Set<Thread> all() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tallystick-"))
        .collect(Collectors.toSet());
  }
}

package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A virtual thread that holds on to its carrier is counted, where there are virtual threads. */
class PinningCollectorTest {
  @Test
  void pinsAreCountedWhereTheyCanBeAndNothingIsSaidElsewhere() throws Exception {
    try (CollectRig rig = new CollectRig()) {
      PinningCollector collector = new PinningCollector();
      CollectorRegistration registration = rig.registry.add(collector);
      rig.ask();
      rig.askAgain();
      assertThat(rig.status("pinning").lastError()).isNull();
      assertThat(PinningCollector.isPossible()).isEqualTo(PinnedThread.IS_POSSIBLE);
      if (PinnedThread.IS_POSSIBLE) {
        PinnedThread.pin();
        awaitCounted(rig);
        rig.recorded().counter("jvm.threads.virtual.pinned.count").isEqualTo(1);
      } else {
        rig.recorded().hasNoSeries("jvm.threads.virtual.pinned.count");
      }
      registration.close();
      collector.collect(new Draft("pinning", rig.runtime.metrics())); // begins nothing any more
    }
    assertThat(awaitNoStream()).isTrue();
  }

  private static void awaitCounted(CollectRig rig) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!isCounted(rig) && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static boolean isCounted(CollectRig rig) {
    return rig.runtime.snapshot().series().stream()
        .anyMatch(each -> each.series().name().equals("jvm.threads.virtual.pinned.count"));
  }

  /** The recorder's own threads stay; those of a stream end with it. */
  private static boolean awaitNoStream() {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (hasStream() && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return !hasStream();
  }

  private static boolean hasStream() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("JFR Event Stream"));
  }
}

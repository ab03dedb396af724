package io.tallystick.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Within a minute, counting leaves nothing to collect. */
class RateLimitAllocationTest {
  private static final int ROUNDS = 20_000;
  private static final int TURNS = 12;

  @Test
  void aKnownKeyIsCountedWithoutAnyGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (LimitRig rig = new LimitRig()) {
      LimitRig.Instance instance = rig.instance();
      long least = Long.MAX_VALUE;
      for (int turn = 0; turn < TURNS; turn++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
          instance.limits.observe("a", 100, 5);
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }

      assertThat(least).isLessThan(ROUNDS); // less than a byte each
    }
  }
}

package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.guard.Rule;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flood of bad input makes no sentences that nobody reads. */
class FloodCostTest {
  private static final int ROUNDS = 2_000;
  private static final int TURNS = 8;

  /** What a decision may take; its sentence alone takes several times as much. */
  private static final long FEW_BYTES = 400;

  private final ShownRecording shown = new ShownRecording(new Wanted().cardinality(2, 9, 2));

  @BeforeEach
  void forgetOtherLines() {
    LogLines.take();
  }

  @Test
  void theKindOfAKnownSeriesIsDecidedOnWithoutASentence() {
    shown.metrics.count("a.count", 1, "k", "v");

    assertThat(allocatedPerCall(() -> shown.metrics.gauge("a.count", 1, "k", "v")))
        .isLessThan(FEW_BYTES);
  }

  @Test
  void theKindOfAFullMetricIsDecidedOnWithoutASentence() {
    for (int i = 0; i < 4; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i);
    }

    assertThat(allocatedPerCall(() -> shown.metrics.gauge("a.count", 1, "k", "v9")))
        .isLessThan(FEW_BYTES);
  }

  @Test
  void aNameTooManyIsDecidedOnWithoutASentence() {
    shown.metrics.count("a.count");
    shown.metrics.count("b.count");

    assertThat(allocatedPerCall(() -> shown.metrics.count("c.count"))).isLessThan(FEW_BYTES);
  }

  @Test
  void theLogSaysWhyAllTheSame() {
    shown.metrics.count("a.count");
    shown.metrics.count("b.count");
    for (int round = 1; round <= 3; round++) {
      for (int i = 0; i < 10; i++) {
        shown.metrics.gauge("a.count", 1);
        shown.metrics.gauge("b.count", 1, "k", "v");
        shown.metrics.count("c" + i + ".count");
      }
      shown.recording.logRefusals();
      List<String> lines = LogLines.take();

      assertThat(lines)
          .hasSize(2)
          .anyMatch(line -> line.contains("The metric a.count is a counter and cannot be a gauge"))
          .anyMatch(line -> line.contains("The runtime has 2 metric names and may have 2"));
      shown.drain();
      assertThat(shown.dropped(Rule.KIND_CONFLICT)).isEqualTo(round * 20L);
      assertThat(shown.dropped(Rule.NAMES_IN_ALL)).isEqualTo(round * 10L);
    }
  }

  /** In the best of some turns: in the first ones compilers are at work, and classes are loaded. */
  private static long allocatedPerCall(Runnable call) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int round = 0; round < ROUNDS; round++) {
        call.run();
      }
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
    }
    return least;
  }
}

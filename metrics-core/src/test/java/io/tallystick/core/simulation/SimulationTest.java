package io.tallystick.core.simulation;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A thousand seeds, or as many as {@code -Dsimulation.seeds} says, from {@code -Dsimulation.first}
 * on: a seed that failed is run again alone by naming it there.
 */
class SimulationTest {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
  private static final long FIRST = Long.getLong("simulation.first", 1);

  @Test
  @Tag("slow")
  void whateverHappensTheSumsInTheStoreAndTheCountedLossesAreWhatWasRecorded() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) {
    try {
      new Simulation(seed).run();
    } catch (Throwable failure) {
      fail(
          "Seed %d failed; again with -Dsimulation.first=%d -Dsimulation.seeds=1"
              .formatted(seed, seed),
          failure);
    }
  }
}

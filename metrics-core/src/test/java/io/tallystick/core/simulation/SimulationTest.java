package io.tallystick.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
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

  /** A world in which nothing goes wrong would prove nothing. */
  private final long[] happened = new long[4];

  @Test
  @Tag("slow")
  void whateverHappensTheSumsInTheStoreAndTheCountedLossesAreWhatWasRecorded() {
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      run(seed);
    }
    if (SEEDS >= 1_000) {
      assertThat(happened).as("drops, coarsened buckets, crashes, lost stores").doesNotContain(0);
    }
  }

  private void run(long seed) {
    try {
      Simulation simulation = new Simulation(seed);
      simulation.run();
      happened[0] += simulation.dropped();
      happened[1] += simulation.coarsened();
      happened[2] += simulation.crashes();
      happened[3] += simulation.forgotten();
    } catch (Throwable failure) {
      fail(
          "Seed %d failed; again with -Dsimulation.first=%d -Dsimulation.seeds=1"
              .formatted(seed, seed),
          failure);
    }
  }
}

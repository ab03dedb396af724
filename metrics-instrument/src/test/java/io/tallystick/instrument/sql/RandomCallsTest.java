package io.tallystick.instrument.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same calls in the same order, with and without the wrapper, end alike. */
class RandomCallsTest {
  private static final int SCRIPTS = 25;
  private static final int STEPS = 150;

  @ParameterizedTest
  @EnumSource
  void anyCallsEndAsWithoutTheWrapper(Database database) throws SQLException {
    long seed = System.nanoTime();
    List<String> recorded = new ArrayList<>();
    for (int script = 0; script < SCRIPTS; script++) {
      try (Opened one = database.open();
          Opened other = database.open()) {
        List<String> bare = new RandomCalls(seed + script).run(one.bare(), STEPS);
        RandomCalls calls = new RandomCalls(seed + script);
        List<String> timed = calls.run(other.timed(), STEPS);
        assertThat(timed).as("seed %d", seed + script).containsExactlyElementsOf(bare);
        List<String> samples = other.times().take();
        assertThat(samples).as("seed %d", seed + script).hasSize(calls.executions());
        recorded.addAll(samples);
      }
    }
    assertThat(recorded)
        .as("seed %d", seed)
        .contains("select success", "insert success", "insert error", "other error");
  }
}

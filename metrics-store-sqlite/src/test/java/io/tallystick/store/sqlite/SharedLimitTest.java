package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes share a key's limit, and the file in which its use is kept. */
class SharedLimitTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:30Z");
  private static final TimeRange HOUR =
      new TimeRange(NOW.minusSeconds(30), NOW.plus(Duration.ofHours(1)));

  @TempDir private Path directory;

  /** A process that is told what to do. */
  private static final class Child implements AutoCloseable {
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    Child(Path file) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  ChildJvm.classPath(),
                  LimitProgram.class.getName(),
                  file.toString(),
                  String.valueOf(NOW.toEpochMilli()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void tell(String line) {
      in.println(line);
    }

    String heard() throws IOException {
      return out.readLine();
    }

    String ask(String line) throws IOException {
      tell(line);
      return heard();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @Test
  void oneIsWarnedByWhatBothCountedAndTheSumIsExact() throws Exception {
    Path file = directory.resolve("metrics.db");
    try (Child one = new Child(file);
        Child other = new Child(file)) {
      assertThat(one.ask("observe 500")).isEqualTo("done");
      assertThat(one.ask("flush")).isEqualTo("done");
      assertThat(other.ask("observe 200")).isEqualTo("done");
      assertThat(other.ask("flush")).isEqualTo("done");
      assertThat(other.ask("observe 150")).isEqualTo("done");
      assertThat(other.ask("warning")).isEqualTo("800 of 1000");
      int more = both(one, other);

      assertThat(one.ask("end")).isEqualTo("done");
      assertThat(other.ask("end")).isEqualTo("done");
      requireOneRowOf(file, 850 + more);
    }
  }

  /** At the same time. */
  private static int both(Child one, Child other) throws IOException {
    Random random = new Random(7);
    int sum = 0;
    for (int i = 0; i < 20; i++) {
      for (Child each : List.of(one, other)) {
        int times = 1 + random.nextInt(100);
        each.tell("observe " + times);
        each.tell("flush");
        sum += times;
      }
    }
    for (int i = 0; i < 40; i++) {
      assertThat(one.heard()).isEqualTo("done");
      assertThat(other.heard()).isEqualTo("done");
    }
    return sum;
  }

  private static void requireOneRowOf(Path file, long sum) {
    try (SqliteStore store = SqliteStore.open(file)) {
      ControlStore control = store.control();
      assertThat(uses(control, Granularity.MINUTE)).containsExactly(sum);
      Lease lease =
          control.acquire("janitor", WriterId.random(), Duration.ofMinutes(1)).orElseThrow();
      control.foldRateLimits(lease, HOUR.to(), HOUR.to(), 10);

      for (Granularity each :
          List.of(Granularity.MINUTE, Granularity.FIVE_MINUTES, Granularity.HOUR)) {
        assertThat(uses(control, each)).as(each.id()).containsExactly(sum);
      }
    }
  }

  private static List<Long> uses(ControlStore control, Granularity granularity) {
    return control.rateLimitUses(RateLimitQuery.of(granularity, HOUR, 10)).stream()
        .map(RateLimitUse::used)
        .toList();
  }
}

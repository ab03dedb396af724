package io.tallystick.store.sqlite;

import io.tallystick.Metrics;
import io.tallystick.core.ratelimit.RateLimitSettings;
import io.tallystick.core.ratelimit.RateLimitWarning;
import io.tallystick.core.ratelimit.RateLimitWriter;
import io.tallystick.core.ratelimit.RateLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Counts requests of one key in a process of its own, in a time that stands still, and does what it
 * is told line by line: {@code observe 5}, {@code flush}, {@code warning}, {@code end}. It answers
 * each with a line.
 */
final class LimitProgram {
  static final String KEY = "shared-key";
  static final int LIMIT = 1_000;
  private static final int PATIENCE_SECONDS = 30;

  private final RateLimits limits;
  private final RateLimitWriter writer;
  private final BlockingQueue<RateLimitWarning> warnings = new LinkedBlockingQueue<>();

  private LimitProgram(SqliteStore store, long nowMillis) {
    RateLimitSettings settings =
        new RateLimitSettings(10, 80, UnaryOperator.identity(), UnaryOperator.identity());
    limits = new RateLimits(settings, Metrics.noop(), () -> nowMillis);
    limits.onWarning(warnings::add);
    writer = new RateLimitWriter(limits, store.control(), Metrics.noop());
  }

  /**
   * Starts it.
   *
   * @param arguments the file, and the time in milliseconds since 1970
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
      LimitProgram program = new LimitProgram(store, Long.parseLong(arguments[1]));
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(program.answer(line));
      }
    }
  }

  private String answer(String line) throws InterruptedException {
    String[] words = line.split(" ");
    switch (words[0]) {
      case "observe" -> observe(Integer.parseInt(words[1]));
      case "flush" -> writer.flush();
      case "end" -> writer.finish();
      default -> {
        RateLimitWarning warning = warnings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return warning == null ? "none" : warning.used() + " of " + warning.limit();
      }
    }
    return "done";
  }

  private void observe(int times) {
    for (int i = 0; i < times; i++) {
      limits.observe(KEY, LIMIT);
    }
  }
}

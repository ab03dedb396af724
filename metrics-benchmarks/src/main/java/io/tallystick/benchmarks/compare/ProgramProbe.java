package io.tallystick.benchmarks.compare;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a small program in a JVM of its own for each contender and place; the program takes both as
 * its last arguments, and the last line that it prints is the score. One that takes more than ten
 * minutes is ended.
 *
 * <pre>{@code
 * new ProgramProbe(HeapPerSeries.class, "counter").measure("1", List.of("longAdder"), Effort.QUICK);
 * }</pre>
 */
public final class ProgramProbe implements Probe {
  private static final long MAX_MINUTES = 10;

  private final Class<?> program;
  private final String firstArgument;

  /** For a program with a main method, and its first argument. */
  public ProgramProbe(Class<?> program, String firstArgument) {
    this.program = program;
    this.firstArgument = firstArgument;
  }

  @Override
  public Map<String, Score> measure(String place, List<String> contenders, Effort effort) {
    Map<String, Score> scores = new HashMap<>();
    for (String contender : contenders) {
      scores.put(contender, Score.of(lastNumber(run(contender, place))));
    }
    return scores;
  }

  private String run(String contender, String place) {
    try {
      Process process = start(contender, place);
      CompletableFuture.delayedExecutor(MAX_MINUTES, TimeUnit.MINUTES)
          .execute(process::destroyForcibly);
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "%s %s %s ended with %d.".formatted(program.getName(), contender, place, exit));
      }
      return printed;
    } catch (IOException broken) {
      throw new IllegalStateException(program.getName() + " did not run.", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(program.getName() + " was interrupted.", interrupted);
    }
  }

  /** A serial collector leaves nothing behind, so that what is in use is what is reachable. */
  private Process start(String contender, String place) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx3g",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            firstArgument,
            contender,
            place)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static double lastNumber(String printed) {
    return Double.parseDouble(printed.substring(printed.lastIndexOf('\n') + 1).strip());
  }
}

package io.tallystick.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of a page in a virtual machine and a directory of its own, as its user runs it. */
public final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final BufferedReader said;

  private Program(Process process) {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the class's {@code main} with whatever tests have on their class path. */
  public static Program start(Path directory, Class<?> main, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new Program(
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("errors.txt").toFile())
            .start());
  }

  /** The next line that it prints. */
  public String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("The program ended and said no more.");
    }
    return line;
  }

  /**
   * Tells it to end by closing its input, and gives all that it prints until it did so, and well.
   */
  public String end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    StringBuilder rest = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      rest.append(line).append('\n');
    }
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("The program did not end well: " + rest);
    }
    return rest.toString();
  }

  /** Ends it in order, as a service manager does. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("The program does not end.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}

package io.tallystick.store.jdbc.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own that says what it does, and can be told what to do. */
final class ChildJvm implements AutoCloseable {
  private static final int MOST_SECONDS = 120;

  private final Process process;
  private final BufferedReader said;
  private final Writer told;
  private final StringBuilder heard = new StringBuilder();

  private ChildJvm(Process process) {
    this.process = process;
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.told = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts a program, which is ended when it takes too long. */
  static ChildJvm start(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process
        .onExit()
        .completeOnTimeout(process, MOST_SECONDS, TimeUnit.SECONDS)
        .thenAccept(ChildJvm::end);
    return new ChildJvm(process);
  }

  /** Whoever ends a process loses what it has said, so one that has ended is left alone. */
  private static void end(Process process) {
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }

  /** Surefire may hand over a jar that only names the others, so it is asked for the list. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Waits for a line that begins with a word; what comes behind it. */
  String await(String word) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      heard.append(line).append('\n');
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
    }
    throw new AssertionError("It ended without \"" + word + "\":\n" + heard);
  }

  void tell(String line) throws IOException {
    told.write(line + "\n");
    told.flush();
  }

  @Override
  public void close() {
    end(process);
  }
}

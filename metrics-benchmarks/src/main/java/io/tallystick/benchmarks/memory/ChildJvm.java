package io.tallystick.benchmarks.memory;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM with little heap, which ends when any of its threads finds no memory: a
 * runtime whose thread has died looks alive from outside.
 *
 * @param maxHeap the most heap, as {@code -Xmx} takes it
 */
record ChildJvm(String maxHeap) {
  private static final int TIMED_OUT = -1;
  private static final int MOST_MINUTES = 10;

  /** Runs a program, which prints where this one does; gives back how it ended. */
  int run(Class<?> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + maxHeap, "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(List.of(arguments));
    try {
      return exitCode(new ProcessBuilder(command).redirectError(Redirect.INHERIT));
    } catch (IOException broken) {
      throw new IllegalStateException(program.getName() + " did not run.", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(program.getName() + " was interrupted.", interrupted);
    }
  }

  /** What is printed goes through this program, whose own channel may be a test runner's. */
  private static int exitCode(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    // Reading ends when the child does, so the one who ends a hung child must not be the reader.
    CompletableFuture<Process> deadline =
        process.onExit().completeOnTimeout(process, MOST_MINUTES, TimeUnit.MINUTES);
    CompletableFuture<Boolean> hung =
        deadline.thenApply(child -> child.isAlive() && child.destroyForcibly() != null);
    process.getInputStream().transferTo(System.out);
    process.waitFor();
    return hung.join() ? TIMED_OUT : process.exitValue();
  }

  /** Surefire may hand over a jar that only names the others, so it is asked for the list. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}

package io.tallystick.benchmarks.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@link RecordingProgram} in a JVM of its own. Closing it kills it if it still runs. */
final class Child implements AutoCloseable {
  /** How long a child may take for anything. */
  static final Duration MOST = Duration.ofSeconds(60);

  private final Process process;
  private final Path ledger;
  private final Heard heard = new Heard();
  private final Thread listener = new Thread(this::listen, "listener");

  private Child(Process process, Path ledger) {
    this.process = process;
    this.ledger = ledger;
  }

  /** Starts a child that records into a file. */
  static Child start(Path database, Path ledger, Duration flushInterval) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // What a killed driver leaves behind goes away with the store.
            "-Djava.io.tmpdir=" + database.getParent(),
            "-cp",
            // Surefire may hand over a jar that only names the others, so it is asked for the list.
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            RecordingProgram.class.getName(),
            database.toString(),
            ledger.toString(),
            String.valueOf(flushInterval.toMillis()));
    try {
      Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
      Child child = new Child(process, ledger);
      child.listener.setDaemon(true);
      child.listener.start();
      return child;
    } catch (IOException broken) {
      throw new UncheckedIOException("No child could be started.", broken);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.take(line);
      }
    } catch (IOException closed) {
      heard.take(AnnouncedBackend.FAILED + closed);
    } finally {
      heard.end();
    }
  }

  /** What it said so far. */
  Heard heard() {
    return heard;
  }

  /** Where it writes down what it records. */
  Path ledger() {
    return ledger;
  }

  /** Waits until it has said something. */
  void await(String what, Predicate<Heard> condition) throws InterruptedException {
    if (!heard.await(condition, MOST)) {
      throw new IllegalStateException(
          "A child did not get to %s within %d s: %s."
              .formatted(
                  what,
                  MOST.toSeconds(),
                  process.isAlive() ? "it is alive" : "it ended with " + process.exitValue()));
    }
  }

  /** Waits until so many writes of it were confirmed beside those that are by now. */
  void awaitWrites(int more) throws InterruptedException {
    int before = heard.writes();
    await(more + " confirmed writes", said -> said.writes() >= before + more);
  }

  /** Waits until the next write is under way, or over by then. */
  void awaitNextWrite() throws InterruptedException {
    int before = heard.begun();
    await("its next write", said -> said.begun() > before);
  }

  /** Lets it run for a time. */
  void run(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("A child ended by itself, with " + process.exitValue());
    }
  }

  /** Gives it a command. */
  void tell(String command) {
    OutputStream commands = process.getOutputStream();
    try {
      commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      commands.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException("A child does not listen to %s.".formatted(command), gone);
    }
  }

  /** Sends it a signal by name. */
  void signal(String name) throws InterruptedException {
    try {
      String command = "kill -%s %d".formatted(name, process.pid());
      int exitCode = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException("%s ended with %d.".formatted(command, exitCode));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("No signal could be sent.", broken);
    }
  }

  /**
   * Asks it to end, as an operating system does that shuts down. The process itself, asked to
   * destroy, would close the pipe before everything was heard; its handle does not.
   */
  int terminate() throws InterruptedException {
    process.toHandle().destroy();
    return exitCode();
  }

  /** Lets it close what it has opened. */
  int end() throws InterruptedException {
    tell(RecordingProgram.END);
    return exitCode();
  }

  /** Kills it in the middle of whatever it does; the pipe stays, as with {@link #terminate}. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    exitCode();
  }

  /** Waits for its end, and until everything was heard that it said. */
  private int exitCode() throws InterruptedException {
    if (!process.waitFor(MOST.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("A child did not end within %s.".formatted(MOST));
    }
    listener.join(MOST.toMillis());
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

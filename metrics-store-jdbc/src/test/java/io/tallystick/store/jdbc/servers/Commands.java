package io.tallystick.store.jdbc.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands of the operating system; what they print goes into a log file. */
final class Commands {
  private static final int LOG_END_CHARS = 4_000;

  private final Path log;

  Commands(Path log) {
    this.log = log;
  }

  /** Runs a command to its end, and throws when it fails. */
  void run(List<String> command) {
    run(InputStream.nullInputStream(), command);
  }

  void run(InputStream input, List<String> command) {
    Process process = start(log.toAbsolutePath().getParent(), command);
    try (OutputStream to = process.getOutputStream()) {
      input.transferTo(to);
    } catch (IOException failure) {
      throw failed(command + " did not read all of its input", failure);
    }
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw failed(command + " ended with status " + status, null);
    }
  }

  /** Starts a command that goes on; nothing of this JVM's environment changes what it does. */
  Process start(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException failure) {
      throw new UncheckedIOException("Could not start " + command, failure);
    }
  }

  IllegalStateException failed(String what, @Nullable Exception cause) {
    return new IllegalStateException(what + "; the log ends with:\n" + end(), cause);
  }

  private String end() {
    try {
      String text = new String(Files.readAllBytes(log), UTF_8);
      return text.substring(Math.max(0, text.length() - LOG_END_CHARS));
    } catch (IOException unreadable) {
      return "(no log: " + unreadable + ")";
    }
  }
}

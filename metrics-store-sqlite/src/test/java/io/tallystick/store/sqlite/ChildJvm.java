package io.tallystick.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program in a process of its own and gives what it prints. */
final class ChildJvm {
  private final List<String> command = new ArrayList<>();

  /** A process that another command starts, such as one that traces it. */
  ChildJvm(String... launcher) {
    command.addAll(List.of(launcher));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  ChildJvm withOption(String option) {
    command.add(option);
    return this;
  }

  /** Runs the program to its end, which must be an orderly one. */
  String run(Class<?> program, Object... arguments) throws IOException {
    command.add("-cp");
    command.add(classPath());
    command.add(program.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return run(command);
  }

  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.onExit().orTimeout(1, TimeUnit.MINUTES).join();
      assertThat(process.exitValue()).as(printed).isZero();
      return printed;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Surefire may hand over a jar that only names the others, so it is asked for the list. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}

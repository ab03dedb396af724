package io.tallystick.core;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/** One run of jcstress in a JVM of its own, and what it left behind. */
record StressRun(int exitCode, List<TestResult> results, String output) {
  private static final long MAX_MINUTES = 20;
  private static final int TIMED_OUT = -1;

  /** The cases of which at least one sample was taken. */
  Set<String> cases() {
    return results.stream()
        .filter(result -> result.getTotalCount() > 0)
        .map(TestResult::getName)
        .collect(Collectors.toSet());
  }

  static StressRun of(StressMode mode, Pattern only, Path target) throws Exception {
    Path stress = Files.createDirectories(target.toAbsolutePath().resolve("stress"));
    Path directory = Files.createTempDirectory(stress, mode + "-");
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(command(mode, only, directory))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exitCode = waitFor(process);
    return new StressRun(exitCode, results(directory), relevant(output));
  }

  private static List<String> command(StressMode mode, Pattern only, Path directory)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(directory), "org.openjdk.jcstress.Main"));
    command.addAll(List.of("-m", mode.toString(), "-t", only.pattern(), "-r", "report"));
    command.addAll(List.of("-sc", "false"));
    command.addAll(mode.options());
    return command;
  }

  /**
   * Surefire may hand over a jar that only names the others, so it is asked for the list. Folders
   * are packed: jcstress looks for its own results among all classes, stumbles over one of ours
   * whose name says Result and lies in a folder, and then leaves its padding off.
   */
  private static String classPath(Path directory) throws IOException {
    String given =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> jars = new ArrayList<>();
    for (String entry : given.split(File.pathSeparator)) {
      if (Files.isDirectory(Path.of(entry))) {
        jars.add(packed(entry, directory.resolve(jars.size() + ".jar")));
      } else {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static String packed(String folder, Path jar) throws IOException {
    ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
    int exitCode = tool.run(System.out, System.err, "cf", jar.toString(), "-C", folder, ".");
    if (exitCode != 0) {
      throw new IOException("Could not pack " + folder);
    }
    return jar.toString();
  }

  private static int waitFor(Process process) throws InterruptedException {
    if (process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
      return process.exitValue();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    return TIMED_OUT;
  }

  private static List<TestResult> results(Path directory) throws Exception {
    InProcessCollector collector = new InProcessCollector();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".bin.gz")).toList()) {
        DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
        reader.dump();
        reader.close();
      }
    }
    return List.copyOf(collector.getTestResults());
  }

  /** From the verdicts on; or the end of the output, when it did not come to any. */
  private static String relevant(Path output) throws IOException {
    String text = Files.readString(output);
    int verdicts = text.indexOf("RUN RESULTS:");
    return text.substring(verdicts >= 0 ? verdicts : Math.max(0, text.length() - 5_000));
  }

  static Path directoryOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

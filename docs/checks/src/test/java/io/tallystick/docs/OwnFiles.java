package io.tallystick.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that code of a page makes in the working directory, by the names that the page has. */
public final class OwnFiles {
  private static final Path WORK = Path.of("target", "work");

  private OwnFiles() {}

  /**
   * Removes what an earlier test left, with all that is below it.
   *
   * @throws IllegalStateException in a directory that is not only for tests: what lies there is
   *     somebody's
   */
  public static void remove(String name) throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    if (!directory.endsWith(WORK)) {
      throw new IllegalStateException(
          "Tests of pages run in target/work, as the build does, and not in " + directory);
    }
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      return;
    }
    try (Stream<Path> all = Files.walk(file)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}

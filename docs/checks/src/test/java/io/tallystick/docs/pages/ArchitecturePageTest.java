package io.tallystick.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tallystick.docs.PageText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** The threads and the locks of docs/architecture.md are those of the code. */
class ArchitecturePageTest {
  private static final String PAGE = PageText.of("docs/architecture.md");
  private static final Pattern THREAD =
      Pattern.compile(
          "(?:Thread|DaemonLoop|Courier<>|JdbcSettings)\\([^;]*?\"(tallystick-[a-z-]+)\"");
  private static final Pattern NAMED = Pattern.compile("= \"(tallystick-[a-z-]+)\"");
  private static final Pattern LOCK =
      Pattern.compile("(?m)^[^*\\n]*(?:\\bsynchronized\\b|new ReentrantLock)");

  /** Their locks are those of the backend in memory, or the door's. */
  private static final Set<String> TOLD_WITH_OTHERS =
      Set.of(
          "InMemoryBuckets",
          "InMemoryControl",
          "InMemoryPoints",
          "InMemoryRequests",
          "Leases",
          "LateBoundSupplier");

  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(PageText.root())) {
      return modules
          .filter(module -> module.getFileName().toString().startsWith("metrics-"))
          .filter(module -> !module.endsWith("metrics-benchmarks"))
          .flatMap(module -> files(module.resolve("src/main/java")))
          .toList();
    }
  }

  private static Stream<Path> files(Path directory) {
    try {
      return Files.walk(directory).filter(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachThreadIsInTheTable() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path source : sources()) {
      String text = Files.readString(source).replaceAll("(?m)^ *(//|/?\\*).*$", "");
      for (Pattern pattern : List.of(THREAD, NAMED)) {
        Matcher found = pattern.matcher(text);
        while (found.find()) {
          names.add(found.group(1));
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(18);
    assertThat(names).allSatisfy(name -> assertThat(PAGE).contains("`" + name));
  }

  @Test
  void eachLockIsInTheTable() throws IOException {
    Set<String> owners = new TreeSet<>();
    for (Path source : sources()) {
      if (LOCK.matcher(Files.readString(source)).find()) {
        owners.add(source.getFileName().toString().replace(".java", ""));
      }
    }
    owners.removeAll(TOLD_WITH_OTHERS);
    assertThat(owners).hasSizeGreaterThan(30);
    assertThat(owners).allSatisfy(owner -> assertThat(PAGE).containsPattern("`" + owner + "[`.]"));
  }

  @Test
  void thePictureCanBeDrawnAndReadAloud() throws IOException {
    Path picture = PageText.root().resolve("docs").resolve("architecture.svg");
    assertThatCode(
            () -> DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile()))
        .doesNotThrowAnyException();
    assertThat(Files.readString(picture)).contains("<title ", "<desc ", "prefers-color-scheme");
    assertThat(PAGE).containsPattern("!\\[[^\\]]{100,}\\]\\(architecture.svg\\)");
  }
}

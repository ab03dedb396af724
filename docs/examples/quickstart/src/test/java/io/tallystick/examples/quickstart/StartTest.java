package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Metrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the shop cannot start, and what it says there. */
class StartTest {
  @TempDir Path directory;

  private String refusal(Path where) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(said, true, StandardCharsets.UTF_8);
    Arguments arguments = Arguments.of("--no-load", "--port", "0", "--data", where.toString());

    assertThat(Quickstart.open(arguments, errors, errors)).isEmpty();
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsSaidInASentence() throws IOException {
    Path file = Files.writeString(directory.resolve("taken"), "a file");

    assertThat(refusal(file))
        .startsWith("The shop cannot start in " + file + ": there is a file of that name.")
        .contains("--data");
  }

  @Test
  void aDirectoryInPlaceOfADatabaseIsSaidAndLeavesNoThreadRunning() throws IOException {
    Files.createDirectory(directory.resolve("shop.db"));

    assertThat(refusal(directory)).startsWith("The shop cannot start in " + directory + ": ");
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(StartTest::isOfThePool);
  }

  private static boolean isOfThePool(Thread thread) {
    return thread.getName().startsWith("shop:") || thread.getName().startsWith("shop housekeeper");
  }

  /** Who is root may write anywhere, so what the system says is given. */
  @Test
  void aDirectoryThatMayNotBeWrittenIsSaidInASentence() {
    assertThat(Quickstart.reason(new AccessDeniedException("/opt/shop")))
        .isEqualTo("this user may not write there. Choose another directory with --data.");
    assertThat(Quickstart.reason(new NoSuchFileException("/opt/shop")))
        .contains("NoSuchFileException", "/opt/shop");
  }

  @Test
  void theHistoryOfAnotherApplicationStaysAsItWas() {
    Path file = directory.resolve("metrics.db");
    try (MetricsRuntime other =
        MetricsRuntime.builder()
            .installed(false)
            .collectionOff(Set.of("all"))
            .storage(SqliteStore.open(file))
            .build()
            .start()) {
      Metrics metrics = other.metrics();
      metrics.count("orders.count", 3);
    }

    assertThat(refusal(directory)).contains("another application (orders.count)", "--data");
    assertThat(directory.resolve("shop.db")).doesNotExist();
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(store.control().notes()).noneMatch(note -> note.name().startsWith("quickstart"));
    }
  }

  @Test
  void theStoryGoesOnAfterARestartAsItBegan() throws IOException {
    Instant first = Instant.parse("2026-03-04T05:06:07Z");
    Path file = directory.resolve("metrics.db");
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(Past.of(store, first).story().end()).isEqualTo(first);
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(Past.of(store, first.plusSeconds(90_000)).story().end()).isEqualTo(first);
    }
  }
}

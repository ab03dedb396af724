package io.tallystick.store.sqlite;

import static io.tallystick.store.sqlite.LedgerProgram.SERIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite is loaded once in a process, so each case has one of its own. */
class NativeLibraryTest {
  @TempDir Path directory;

  private final Ledger ledger = new Ledger(SERIES);

  @Test
  void itIsLoadedWhereTheTemporaryDirectoryTakesNoPrograms() throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    try (SmallDisk disk = SmallDisk.mounted(directory.resolve("tmp"), "size=8m,noexec")) {
      String printed = run(disk.path(), "-Dnothing", data.resolve("metrics.db"));

      assertThat(printed).contains("sum " + ledger.sumUntil(1));
    }
    assertThat(data).isDirectoryNotContaining("glob:**/.sqlite-*");
  }

  @Test
  void itIsLoadedWhereThereIsNoTemporaryDirectory() throws Exception {
    String printed =
        run(directory.resolve("missing"), "-Dnothing", directory.resolve("metrics.db"));

    assertThat(printed).contains("sum " + ledger.sumUntil(1));
  }

  @Test
  void whereItCannotBeLoadedTheMessageSaysWhatToSet() throws Exception {
    try (SmallDisk disk = SmallDisk.mounted(directory.resolve("tmp"), "size=8m,noexec")) {
      String home = "-Duser.home=" + disk.path();

      assertThatThrownBy(() -> run(disk.path(), home, disk.path().resolve("metrics.db")))
          .hasMessageContaining("SQLite cannot be loaded from " + disk.path())
          .hasMessageContaining("-Dorg.sqlite.tmpdir")
          .hasMessageContaining("noexec");
    }
  }

  @Test
  void aDirectoryThatSomeoneChoseIsTheOnlyOneTried() throws Exception {
    try (SmallDisk disk = SmallDisk.mounted(directory.resolve("tmp"), "size=8m,noexec")) {
      String chosen = "-Dorg.sqlite.tmpdir=" + disk.path();

      assertThatThrownBy(() -> run(directory, chosen, directory.resolve("metrics.db")))
          .hasMessageContaining("SQLite cannot be loaded from " + disk.path());
    }
  }

  private static String run(Path temporary, String option, Path path) throws Exception {
    return new ChildJvm()
        .withOption("-Djava.io.tmpdir=" + temporary)
        .withOption(option)
        .run(LedgerProgram.class, path, 0, 1, "close");
  }
}

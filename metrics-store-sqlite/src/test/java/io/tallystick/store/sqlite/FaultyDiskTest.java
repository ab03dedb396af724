package io.tallystick.store.sqlite;

import static io.tallystick.store.sqlite.LedgerProgram.SERIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** System calls of a process are made to fail, by a tracer. */
class FaultyDiskTest {
  private static final int MINUTES = 40;
  private static final Pattern PRINTED = Pattern.compile("refused (\\d+)\\s+sum (\\d+)");

  @TempDir Path directory;

  private final Ledger ledger = new Ledger(SERIES);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pwrite64:error=EIO:when=20+130",
        "pwrite64:error=ENOSPC:when=33+170",
        "fsync,fdatasync:error=EIO:when=5+12",
        "pread64:error=EIO:when=10+400",
        "pread64:error=EIO:when=10+60"
      })
  @Tag("slow")
  void whatFailedIsWrittenAgainAndNothingTwice(String fault) throws Exception {
    assumeTrue(hasStrace(), "strace lets the calls fail: CI installs it");
    Path path = directory.resolve("metrics.db");
    String printed =
        new ChildJvm(tracer(path, fault)).run(LedgerProgram.class, path, 0, MINUTES, "sync");
    Matcher matcher = PRINTED.matcher(printed);

    assertThat(matcher.find()).as(printed).isTrue();
    assertThat(Long.parseLong(matcher.group(1))).as(printed).isPositive();
    assertThat(Long.parseLong(matcher.group(2))).as(printed).isEqualTo(ledger.sumUntil(MINUTES));
    try (SqliteStore store = SqliteStore.open(path)) {
      assertThat(Ledger.sumIn(store)).isEqualTo(ledger.sumUntil(MINUTES));
      store.engine().awaitCheck();
      store.prepare();
      assertThat(store.quarantined()).isZero();
    }
  }

  private static boolean hasStrace() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "strace")));
  }

  /** Lets the system calls on the file and its log fail, and leaves all others alone. */
  private static String[] tracer(Path path, String fault) {
    String call = fault.substring(0, fault.indexOf(':'));
    return new String[] {
      "strace",
      "--follow-forks",
      "--quiet=all",
      "--output=/dev/null",
      "--trace-path=" + path,
      "--trace-path=" + path + "-wal",
      "--trace=" + call,
      "--inject=" + fault
    };
  }
}

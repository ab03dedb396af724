package io.tallystick.benchmarks.crash;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Records into a store, and keeps a ledger of what it records, until it is told to stop or dies. It
 * also stops when nobody is there any more to tell it anything.
 */
final class RecordingProgram {
  /** What it says when threads record. */
  static final String READY = "ready";

  /** Tells it to record no more, and what it says when it does not. */
  static final String REST = "rest";

  /** Tells it to rest and to close its runtime. */
  static final String END = "end";

  private RecordingProgram() {}

  /** Takes the store's file, the ledger's file and the flush interval in milliseconds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Ledger ledger = Ledger.create(Path.of(arguments[1]));
    try (PrintStream out = out();
        MetricsRuntime runtime = runtime(Path.of(arguments[0]), arguments[2], out)) {
      runtime.start();
      Recorders recorders = Recorders.start(runtime.metrics(), ledger);
      out.println(READY);
      obey(recorders, out);
    }
  }

  private static MetricsRuntime runtime(Path database, String flushMillis, PrintStream out) {
    return MetricsRuntime.builder()
        .storage(new AnnouncedBackend(SqliteStore.open(database), out))
        .source("service:crash")
        .flushInterval(Duration.ofMillis(Long.parseLong(flushMillis)))
        .installed(false)
        .build();
  }

  private static void obey(Recorders recorders, PrintStream out)
      throws IOException, InterruptedException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (REST.equals(commands.readLine())) {
      recorders.rest();
      out.println(REST);
    }
    recorders.rest();
  }

  /** In one piece for each print, whatever the locale. */
  private static PrintStream out() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}

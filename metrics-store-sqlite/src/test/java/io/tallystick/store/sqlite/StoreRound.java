package io.tallystick.store.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an application does with a store between its start and its end. */
public final class StoreRound implements Runnable {
  @Override
  public void run() {
    Ledger ledger = new Ledger(2);
    try (SqliteStore store = SqliteStore.open(directory().resolve("metrics.db"))) {
      ledger.write(store, 0, 2);
      if (Ledger.sumIn(store) != ledger.sumUntil(2)) {
        throw new IllegalStateException("The store does not hold what was written.");
      }
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("store-round");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.tallystick.store.jdbc;

import java.nio.file.Path;
import org.sqlite.SQLiteDataSource;

/** How an application makes a {@code DataSource} of an SQLite file that several write to. */
final class WalSource {
  private WalSource() {}

  static SQLiteDataSource at(Path file) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    source.setJournalMode("WAL");
    source.setSynchronous("NORMAL");
    source.setBusyTimeout(5_000);
    return source;
  }
}

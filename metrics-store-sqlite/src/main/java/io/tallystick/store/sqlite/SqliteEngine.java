package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import io.tallystick.store.jdbc.Dialect;
import io.tallystick.store.jdbc.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A database in one file, which may be locked, full, moved, deleted or damaged at any time.
 *
 * <p>The writing connection is what counts: when it opens, it makes the file, throws out what is
 * damaged, and remembers which files it found. Whoever finds damage later leaves word, and it is
 * acted upon before the next write. A database is moved while it is open: SQLite sees that it is
 * not where it was, so that connections that close later leave the log as it is, and the new one's
 * too.
 */
final class SqliteEngine implements Engine {
  /** More than one purge frees, and little enough to be done between two flushes. */
  private static final int PAGES_TO_GIVE_BACK = 1_000;

  private static final int MOST_DOUBTS = 5;

  private final Dialect dialect = Dialect.sqlite();
  private final SqliteFile file;
  private final SqliteConnections connections;
  private final Quarantine quarantine;
  private final DamageCheck check = new DamageCheck();
  private final AtomicInteger doubts = new AtomicInteger();
  private final AtomicReference<@Nullable Damage> damage = new AtomicReference<>();
  private volatile @Nullable Opened opened;
  private @Nullable Path claimed;

  SqliteEngine(SqliteOptions options, Clock clock, FileSystemTypes types) {
    this.file = new SqliteFile(options.path(), types);
    this.connections = new SqliteConnections(options.isFullSync());
    this.quarantine = new Quarantine(clock);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public Connection connect(boolean isForWriting) throws SQLException {
    return isForWriting ? connectForWriting() : connectForReading();
  }

  private Connection connectForReading() throws SQLException {
    Opened there = opened;
    if (there == null || there.hasMoved()) {
      throw StorageException.temporary(
          "%s is not open, or was replaced: the next write opens it.".formatted(file.path()), null);
    }
    return connections.forReading(there.files().database());
  }

  private Connection connectForWriting() throws SQLException {
    Opened old = opened;
    if (old != null) {
      leave(old);
    }
    file.requireUsable();
    DatabaseFiles files = new DatabaseFiles(file.target());
    NativeLibrary.load(files.database());
    claim(files.database());
    SetupLock lock = SetupLock.of(files.database());
    try {
      return openOrBeginAnew(files);
    } finally {
      lock.close();
    }
  }

  private synchronized void claim(Path target) {
    if (!target.equals(claimed)) {
      release();
      DriverCopies.claim(target, DriverCopies.ours());
      claimed = target;
    }
  }

  private synchronized void release() {
    Path there = claimed;
    claimed = null;
    if (there != null) {
      DriverCopies.release(there, DriverCopies.ours());
    }
  }

  private Connection openOrBeginAnew(DatabaseFiles files) throws SQLException {
    try {
      return open(files);
    } catch (SQLException e) {
      if (!isDamage(e) || Files.exists(files.database())) {
        throw e;
      }
      return open(files);
    }
  }

  private Connection open(DatabaseFiles files) throws SQLException {
    makeIfMissing(files);
    boolean wasLeftOpen = files.hasLog();
    Connection connection =
        connections.forWriting(files.database(), failure -> takeIfDamaged(files, failure));
    Opened now = new Opened(files, files.identity(), connection);
    opened = now;
    if (wasLeftOpen) {
      look(now);
    }
    return connection;
  }

  private void takeIfDamaged(DatabaseFiles files, SQLException failure) {
    if (isDamage(failure) && isConfirmed(files, failure)) {
      quarantine.take(files, String.valueOf(failure.getMessage()));
    }
  }

  /**
   * Whether a second look finds damage too: SQLite also speaks of it when the disk could not be
   * read for once. It may overlook some, so it is not believed for ever.
   */
  private boolean isConfirmed(DatabaseFiles files, SQLException failure) {
    return SqliteFailures.isOfTables(failure)
        || check.find(() -> connections.forReading(files.database())).isPresent()
        || doubts.incrementAndGet() > MOST_DOUBTS;
  }

  /** The setup lock is held, so a log beside a missing database is nobody's. */
  private void makeIfMissing(DatabaseFiles files) {
    if (Files.exists(files.database())) {
      return;
    }
    SqliteConnections.OPENING.lock();
    try {
      files.removeLeftovers();
      Files.createFile(files.database(), DatabaseFiles.ownerOnly(files.database()));
    } catch (IOException e) {
      throw StorageException.temporary(
          "Cannot make %s (%s): free space on its disk, and let this process write there."
              .formatted(files.database(), e.getMessage()),
          e);
    } finally {
      SqliteConnections.OPENING.unlock();
    }
  }

  @Override
  public boolean hasMoved() {
    Opened there = opened;
    return there != null && (damage.get() != null || there.hasMoved());
  }

  /** Throws out the database when damage was found in it, and what lies beside a moved one. */
  private void leave(Opened old) throws SQLException {
    Damage found = damage.getAndSet(null);
    if (found != null && found.database().equals(old)) {
      setAside(old, found.words());
    }
    if (!old.hasMoved() || old.writing().isClosed()) {
      return;
    }
    if (!old.isReplaced()) {
      // its log is gone from its place, and comes home when the last connection closes
      old.writing().close();
    } else if (old.files().hasDirectory()) {
      removeLeftovers(old);
    }
  }

  /** While the old connections are open, no other file can have the numbers of theirs. */
  private static void removeLeftovers(Opened old) {
    SetupLock lock = SetupLock.of(old.files().database());
    try {
      old.files().removeLeftovers(old.identity());
    } catch (IOException e) {
      throw StorageException.temporary(
          "%s was replaced, and what belonged to the old one cannot be removed (%s): let this process write to its directory."
              .formatted(old.files().database(), e.getMessage()),
          e);
    } finally {
      lock.close();
    }
  }

  @Override
  public StorageException failure(String doing, SQLException failure) {
    Opened there = opened;
    if (isDamage(failure) && there != null && !there.isReplaced()) {
      confirm(there, failure);
    }
    return SqliteFailures.of(doing, file.path(), failure);
  }

  /**
   * It may have come from a connection to an older file, so where a look can tell, one is taken.
   */
  private void confirm(Opened there, SQLException failure) {
    if (SqliteFailures.isOfTables(failure)) {
      damage.set(new Damage(there, String.valueOf(failure.getMessage())));
    } else {
      look(there);
    }
  }

  private void look(Opened there) {
    check.start(
        () -> connections.forReading(there.files().database()),
        found -> damage.set(new Damage(there, found)));
  }

  @Override
  public boolean isDamage(SQLException failure) {
    return SqliteFailures.isDamage(failure);
  }

  @Override
  public boolean setAside(SQLException found) {
    Opened there = opened;
    return there != null
        && !there.isReplaced()
        && isConfirmed(there.files(), found)
        && setAside(there, String.valueOf(found.getMessage()));
  }

  /** Whether the database that was opened is still in its place and could be moved. */
  private boolean setAside(Opened damaged, String found) {
    SetupLock lock = SetupLock.of(damaged.files().database());
    try {
      if (damaged.isReplaced()) {
        return false;
      }
      quarantine.take(damaged.files(), found);
      return true;
    } finally {
      lock.close();
    }
  }

  @Override
  public void tidy(Connection writing) throws SQLException {
    try (Statement statement = writing.createStatement()) {
      // execute() would give one page back and stop
      statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_TO_GIVE_BACK + ")");
    }
  }

  @Override
  public OptionalLong sizeBytes(Connection reading) {
    Opened there = opened;
    return there == null ? OptionalLong.empty() : OptionalLong.of(there.files().sizeBytes());
  }

  /** How many damaged databases were moved aside. */
  long quarantined() {
    return quarantine.count();
  }

  /** Waits until nobody looks for damage any more. */
  void awaitCheck() throws InterruptedException {
    check.await();
  }

  @Override
  public void close() {
    check.close();
    release();
  }

  /** A database, which files it was when it was opened, and the connection that writes. */
  private record Opened(DatabaseFiles files, DatabaseFiles.Identity identity, Connection writing) {
    /** Whether any of the files is gone or another one. */
    boolean hasMoved() {
      return !identity.equals(files.identity());
    }

    /** Whether the database itself is; the others go when the last connection closes. */
    boolean isReplaced() {
      return !identity.database().equals(files.identity().database());
    }
  }

  /** What is wrong with a database. */
  private record Damage(Opened database, String words) {}
}

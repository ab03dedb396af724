package io.tallystick.store.sqlite;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Where an SQLite store keeps its file, and how.
 *
 * <pre>{@code
 * StorageBackend backend =
 *     SqliteStore.open(
 *         SqliteOptions.at(Path.of("data/metrics.db"))
 *             .withZone(ZoneId.of("Europe/Berlin"))
 *             .withFullSync(true));
 * }</pre>
 *
 * @param path of the database; it and its directory are made when missing
 * @param zone in which days begin; counts when the file is made, and never again
 * @param isFullSync whether each write waits for the disk, so that a power failure takes nothing
 *     that was confirmed; else it may take what came in the last moments, and the file stays sound
 */
public record SqliteOptions(Path path, ZoneId zone, boolean isFullSync) {
  /** Checks that nothing is missing. */
  public SqliteOptions {
    requireNonNull(path, "path");
    requireNonNull(zone, "zone");
  }

  /** Days in UTC, and writes that do not wait for the disk. */
  public static SqliteOptions at(Path path) {
    return new SqliteOptions(path, ZoneOffset.UTC, false);
  }

  /** The same with days that begin in a zone. */
  public SqliteOptions withZone(ZoneId newZone) {
    return new SqliteOptions(path, newZone, isFullSync);
  }

  /** The same with writes that wait for the disk or do not. */
  public SqliteOptions withFullSync(boolean fullSync) {
    return new SqliteOptions(path, zone, fullSync);
  }
}

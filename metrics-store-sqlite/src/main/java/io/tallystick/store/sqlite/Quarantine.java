package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves damaged databases out of the way, whole, and counts them. A disk that damages one after the
 * other is not filled with them: past a number it refuses.
 */
final class Quarantine {
  private static final Logger LOGGER = LoggerFactory.getLogger(Quarantine.class);
  private static final int MOST = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Clock clock;
  private final AtomicLong count = new AtomicLong();

  Quarantine(Clock clock) {
    this.clock = clock;
  }

  /** How many databases were moved. */
  long count() {
    return count.get();
  }

  /**
   * Moves a database; {@link SetupLock} is held.
   *
   * @param damage what is wrong with it
   * @throws StorageException when it cannot be moved
   */
  void take(DatabaseFiles damaged, String damage) {
    if (count.get() >= MOST) {
      throw StorageException.temporary(
          "%s is damaged (%s), as %d were before it: see to the disk and start anew."
              .formatted(damaged.database(), damage, MOST),
          null);
    }
    try {
      List<Path> moved = damaged.moveTo(place(damaged));
      count.incrementAndGet();
      LOGGER.error(
          "{} is damaged ({}). It was moved, with what it holds, to {}, and a new one begins; the command .recover of sqlite3 may bring its rows back.",
          damaged.database(),
          damage,
          moved);
    } catch (IOException e) {
      throw StorageException.temporary(
          "%s is damaged (%s) and cannot be moved aside: let this process write to its directory."
              .formatted(damaged.database(), damage),
          e);
    }
  }

  /** Where nothing is yet. */
  private DatabaseFiles place(DatabaseFiles damaged) {
    Path database = damaged.database();
    String name = database.getFileName() + ".corrupt-" + TIME.format(clock.instant());
    Path place = database.resolveSibling(name);
    for (int next = 2; Files.exists(place); next++) {
      place = database.resolveSibling(name + "-" + next);
    }
    return new DatabaseFiles(place);
  }
}

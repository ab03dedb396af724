package io.tallystick.store.sqlite;

import io.tallystick.spi.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time, of all processes, make the database or move it away.
 *
 * <p>It locks a file of its own beside the database, which stays. Within this process a set of
 * paths comes first: the system's lock belongs to the process, and closing the file a second time
 * would drop it.
 */
final class SetupLock implements AutoCloseable {
  private static final Duration MOST_WAITING = Duration.ofSeconds(5);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private SetupLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Waits for the lock, not for long.
   *
   * @throws StorageException when it cannot be had
   */
  static SetupLock of(Path database) {
    Path path = database.resolveSibling(database.getFileName() + "-lock");
    long start = System.nanoTime();
    do {
      SetupLock lock = attempt(path);
      if (lock != null) {
        return lock;
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    } while (System.nanoTime() - start < MOST_WAITING.toNanos());
    throw StorageException.temporary(
        "Cannot set up %s: another process has held %s for %d s: it is tried again; end that process if this goes on."
            .formatted(database, path, MOST_WAITING.toSeconds()),
        null);
  }

  private static @Nullable SetupLock attempt(Path path) {
    if (!HELD_HERE.add(path)) {
      return null;
    }
    FileChannel channel = null;
    boolean isHeld = false;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      isHeld = lock != null;
      return isHeld ? new SetupLock(path, channel) : null;
    } catch (IOException e) {
      throw StorageException.temporary(
          "Cannot lock %s (%s): let this process write there.".formatted(path, e.getMessage()), e);
    } finally {
      if (!isHeld) {
        giveUp(path, channel);
      }
    }
  }

  private static void giveUp(Path path, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw StorageException.temporary("Cannot close %s.".formatted(path), e);
    } finally {
      HELD_HERE.remove(path);
    }
  }

  @Override
  public void close() {
    giveUp(path, channel);
  }
}

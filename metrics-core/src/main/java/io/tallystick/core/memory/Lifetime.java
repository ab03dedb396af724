package io.tallystick.core.memory;

import io.tallystick.spi.StorageException;

/**
 * Whether a backend is still open, for all of its doors.
 *
 * <p>A door asks under its own monitor, and forgets under it what it holds once this is over: so
 * whatever was let in is forgotten too.
 */
final class Lifetime {
  private volatile boolean isOver;

  void end() {
    isOver = true;
  }

  void requireOpen() {
    if (isOver) {
      throw StorageException.permanent("The in-memory backend is closed.", null);
    }
  }
}

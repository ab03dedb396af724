package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Connections of the application's, each given back as soon as it was read from: whoever has a pool
 * needs no second one in front of it. Only a few are taken at once, so that history leaves the
 * application its own.
 */
final class LentReaders implements Readers {
  private static final long MOST_SECONDS_WAITING = 5;

  private final Engine engine;
  private final int mostConnections;
  private final Semaphore free;

  LentReaders(Engine engine, int mostConnections) {
    this.engine = engine;
    this.mostConnections = mostConnections;
    this.free = new Semaphore(mostConnections);
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    awaitTurn();
    try (Session session = Session.on(engine, engine.connect(false))) {
      return work.on(session);
    } finally {
      free.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!free.tryAcquire(MOST_SECONDS_WAITING, TimeUnit.SECONDS)) {
        throw StorageException.temporary(
            "Could not read: %d others have been reading for %d s: try again when they are done."
                .formatted(mostConnections, MOST_SECONDS_WAITING),
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StorageException.temporary("Could not read: interrupted while others were reading.", e);
    }
  }

  @Override
  public void renew() {
    // none is open between two works
  }

  @Override
  public void close() {
    // none is open between two works
  }
}

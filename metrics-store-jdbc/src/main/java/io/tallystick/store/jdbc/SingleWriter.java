package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions of a database that has one writer at a time: a thread that owns the writing connection,
 * and a few connections that read.
 *
 * <p>The owner alone opens, replaces and closes the writing session, so it needs no lock. Whenever
 * it opens one it makes sure of the schema and tells who must know that the store may be another
 * one.
 */
final class SingleWriter implements Sessions {
  private static final Logger LOGGER = LoggerFactory.getLogger(SingleWriter.class);
  private static final int MOST_TRIES = 4;
  private static final String TIDYING = "give room back";
  private static final Duration MOST_CLOSING_READERS = Duration.ofSeconds(1);
  private static final Duration MOST_ABORTING = Duration.ofMillis(500);

  private final Engine engine;
  private final String closingName;
  private final OwnerThread owner;
  private final Work<?> onOpen;
  private final Readers readers;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  /** Written by the owner alone. */
  private volatile @Nullable Session writing;

  private volatile boolean isReady;

  /**
   * Makes sessions; nothing is opened yet.
   *
   * @param onOpen what is done in the first transaction of each writing connection
   */
  SingleWriter(Engine engine, String threadName, Readers readers, Work<?> onOpen) {
    this.engine = engine;
    this.closingName = threadName + "-closing";
    this.owner = new OwnerThread(threadName, engine.mostWork(), this::giveUp);
    this.readers = readers;
    this.onOpen = onOpen;
  }

  @Override
  public <T> T write(String doing, Work<T> work) {
    requireOpen(doing);
    return owner.call(doing, () -> inTransaction(doing, work));
  }

  @Override
  public <T> T read(String doing, Work<T> work) {
    requireOpen(doing);
    if (!isReady || engine.hasMoved()) {
      write(doing, session -> session);
    }
    try {
      return readers.read(work);
    } catch (SQLException e) {
      throw engine.failure(doing, e);
    }
  }

  @Override
  public void tidy() {
    requireOpen(TIDYING);
    owner.call(TIDYING, this::tidyBetweenTransactions);
  }

  private Session tidyBetweenTransactions() throws SQLException {
    try {
      Session session = session();
      engine.tidy(session.connection());
      return session;
    } catch (SQLException e) {
      throw failed(TIDYING, e);
    }
  }

  private <T> T inTransaction(String doing, Work<T> work) throws SQLException {
    for (int triesLeft = MOST_TRIES - 1; ; triesLeft--) {
      try {
        return inTransaction(work);
      } catch (SQLException e) {
        undo();
        if (triesLeft == 0 || !engine.isCollision(e)) {
          throw failed(doing, e);
        }
        LOGGER.debug("Another instance was at the same rows: once more", e);
      } catch (RuntimeException | Error e) {
        undo();
        throw e;
      }
    }
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    Session session = session();
    session.begin();
    T result = work.on(session);
    commit(session);
    return result;
  }

  /** When that fails, nobody knows whether a transaction goes on: the connection is given up. */
  private void commit(Session session) throws SQLException {
    try {
      session.keep();
    } catch (SQLException e) {
      closeWriting();
      throw e;
    }
  }

  private RuntimeException failed(String doing, SQLException e) {
    if (engine.isDamage(e)) {
      engine.setAside(e);
      closeWriting();
      readers.renew();
    } else if (engine.isLostTable(e)) {
      closeWriting();
    }
    return engine.failure(doing, e);
  }

  private Session session() throws SQLException {
    Session there = writing;
    if (there == null) {
      return openOrBeginAnew();
    }
    if (!engine.hasMoved()) {
      return there;
    }
    LOGGER.warn("The database is not the one that was opened any more: it is opened anew.");
    readers.renew();
    Session anew = openOrBeginAnew();
    closeQuietly(there);
    return anew;
  }

  private Session openOrBeginAnew() throws SQLException {
    try {
      return open();
    } catch (SQLException e) {
      if (!engine.isDamage(e) || !engine.setAside(e)) {
        throw e;
      }
      return open();
    }
  }

  private Session open() throws SQLException {
    isReady = false;
    Session session = Session.forWriting(engine, engine.connect(true));
    try {
      session.begin();
      onOpen.on(session);
      commit(session);
    } catch (SQLException | RuntimeException e) {
      closeQuietly(session);
      throw e;
    }
    writing = session;
    readers.renew();
    isReady = true;
    return session;
  }

  /** Undoes the transaction; a connection that cannot even do that is given up. */
  private void undo() {
    Session there = writing;
    if (there == null) {
      return;
    }
    try {
      there.undo();
    } catch (SQLException e) {
      closeWriting();
    }
  }

  private void closeWriting() {
    Session there = writing;
    writing = null;
    isReady = false;
    if (there != null) {
      closeQuietly(there);
    }
  }

  private static void closeQuietly(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOGGER.debug("A connection could not be closed", e);
    }
  }

  @Override
  public void requireOpen(String doing) {
    if (isClosed.get()) {
      throw StorageException.permanent("Could not %s: the store is closed.".formatted(doing), null);
    }
  }

  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      ClosingThread.run(closingName, MOST_CLOSING_READERS, readers::close);
      if (!owner.close(this::closeWriting)) {
        giveUp();
      }
    }
  }

  private void giveUp() {
    ClosingThread.run(closingName, MOST_ABORTING, this::abort);
  }

  /** The owner waits for an answer that may never come: nobody waits for it any longer. */
  private void abort() {
    Session there = writing;
    if (there != null) {
      there.abort();
    }
  }
}

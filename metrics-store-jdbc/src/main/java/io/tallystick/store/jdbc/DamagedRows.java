package io.tallystick.store.jdbc;

import io.tallystick.spi.StorageException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out rows that hold what nobody writes, such as a minute that begins in its middle, so that
 * one of them does not keep all others from whoever reads. Said once.
 */
final class DamagedRows {
  private static final Logger LOGGER = LoggerFactory.getLogger(DamagedRows.class);
  private static final AtomicBoolean IS_SAID = new AtomicBoolean();

  private DamagedRows() {}

  /** What a row says; empty when it makes no sense. */
  static <T> Optional<T> read(RowMeaning<T> row) throws SQLException {
    try {
      return Optional.of(row.read());
    } catch (StorageException e) {
      throw e;
    } catch (RuntimeException e) {
      if (IS_SAID.compareAndSet(false, true)) {
        LOGGER.error("The store has rows that are damaged; they are left out, such as this one", e);
      }
      return Optional.empty();
    }
  }

  /** Makes a record of a row; throws an unchecked exception when that cannot be. */
  interface RowMeaning<T> {
    T read() throws SQLException;
  }
}

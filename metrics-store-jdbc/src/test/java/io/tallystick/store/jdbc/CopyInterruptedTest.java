package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that ends at any of its transactions, and another one that goes on. */
class CopyInterruptedTest {
  private static final int PORTION = 40;
  private static final int MOST_COMMITS = 500;

  @TempDir Path directory;

  @Test
  @Tag("slow")
  void whereverACopyEndsTheNextOneGoesOn() {
    try (StorageBackend source = JdbcStore.on(WalSource.at(directory.resolve("source.db")))) {
      new SampleHistory(source, Instant.now()).fill();
      Snapshot wanted = Snapshot.of(source);
      int ended = 0;
      while (endsAt(ended + 1, source, wanted)) {
        ended++;
      }
      assertThat(ended).isBetween(40, MOST_COMMITS);
    }
  }

  /** Whether the copy came so far that it ended there; then another one did the rest. */
  private static boolean endsAt(int commit, StorageBackend source, Snapshot wanted) {
    Databases.Place place = Databases.H2.fresh();
    boolean isKept = commit % 2 == 0;
    boolean hasEnded = copyUntil(new Commits(place, commit, isKept), source);
    try (StorageBackend target = place.open()) {
      CopyReport report = StoreCopy.from(source).to(target).run(PORTION, line -> {});

      assertThat(report.differences()).as("ended at commit %d", commit).isEmpty();
      Snapshot.of(target).requireSameAs(wanted);
    }
    return hasEnded;
  }

  private static boolean copyUntil(Commits commits, StorageBackend source) {
    try (StorageBackend target = JdbcStore.on(commits.source())) {
      StoreCopy.from(source).to(target).run(PORTION, line -> {});
      return false;
    } catch (StorageException end) {
      assertThat(end).hasMessageContaining("the network is gone");
      return true;
    }
  }

  /** A database whose network goes at a commit, and for good. */
  private static final class Commits {
    private final Databases.Place place;
    private final int last;
    private final boolean isKept;
    private int count;

    /**
     * Counts.
     *
     * @param last the commit that fails
     * @param isKept whether the database did it all the same
     */
    Commits(Databases.Place place, int last, boolean isKept) {
      this.place = place;
      this.last = last;
      this.isKept = isKept;
    }

    DataSource source() {
      JdbcDataSource real = new JdbcDataSource();
      real.setURL(place.url());
      real.setUser(place.user());
      real.setPassword(place.password());
      return StandIns.source(() -> counted(real.getConnection()));
    }

    private synchronized Connection counted(Connection real) throws SQLException {
      if (count >= last) {
        real.close();
        throw gone();
      }
      return StandIns.answering(
          Connection.class,
          real,
          (method, arguments) -> {
            if (method.equals("setAutoCommit") && (boolean) arguments[0] && !real.getAutoCommit()) {
              commit(real);
            }
            return null;
          });
    }

    private synchronized void commit(Connection real) throws SQLException {
      count++;
      if (count < last) {
        return;
      }
      if (isKept && count == last) {
        real.commit();
      } else {
        real.rollback();
      }
      throw gone();
    }

    private static SQLException gone() {
      return new SQLException("the network is gone", "08006");
    }
  }
}

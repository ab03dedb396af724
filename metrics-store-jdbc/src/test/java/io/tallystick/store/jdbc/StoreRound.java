package io.tallystick.store.jdbc;

import io.tallystick.spi.PointCursor;
import io.tallystick.spi.StorageBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an application does with a store of its own from its start to its end. */
public final class StoreRound {
  private StoreRound() {}

  /** Opens a store, writes, reads and closes it. */
  public static void run(String url, String user, String password) {
    JdbcOptions options =
        JdbcOptions.at(url).withLogin(user, password).withAnswerTime(Duration.ofSeconds(30));
    try (StorageBackend store = JdbcStore.open(options)) {
      store.buckets().write(OddValues.batch());
      store.points().createBatch(OddValues.points("x"));
      List<Object> found = new ArrayList<>();
      try (PointCursor cursor =
          store.points().find(OddValues.NAME, OddValues.TEN, OddValues.TEN.plusSeconds(1))) {
        cursor.forEachRemaining(found::add);
      }
      if (found.isEmpty()) {
        throw new IllegalStateException("The store does not hold what was written.");
      }
    }
  }
}

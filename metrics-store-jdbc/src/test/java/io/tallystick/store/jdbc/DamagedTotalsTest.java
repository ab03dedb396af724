package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StretchCursor;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.Databases.Place;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row that holds what nobody writes keeps no other from being added up. */
class DamagedTotalsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final String DAMAGE = "UPDATE metric_bucket_1m SET count = -7 WHERE count = 2";
  private static final SeriesKey COUNTED = series("orders.count", MetricKind.COUNTER);
  private static final SeriesKey MEASURED = series("duration_ms", MetricKind.HISTOGRAM);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void itIsLeftOutWhereTheDatabaseAddsUp(Databases kind) throws SQLException {
    Place place = kind.fresh();
    try (StorageBackend store = place.open()) {
      store.buckets().write(rows());
      place.run(DAMAGE);

      assertSumsOfTheOthers(store);
    }
  }

  @Test
  void itIsLeftOutWhereRowsAreAddedUpHere() throws SQLException {
    DataSource file = WalSource.at(directory.resolve("metrics.db"));
    try (StorageBackend store = JdbcStore.on(file)) {
      store.buckets().write(rows());
      try (Connection connection = file.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(DAMAGE);
      }

      assertSumsOfTheOthers(store);
    }
  }

  private static void assertSumsOfTheOthers(StorageBackend store) {
    assertThat(totals(store, COUNTED))
        .containsExactly(new StretchTotal(COUNTED, TEN, 2, 5, 0.75, 0, 0));
    assertThat(totals(store, MEASURED))
        .containsExactly(new StretchTotal(MEASURED, TEN, 2, 5, 10, -4, 4));
  }

  private static Batch rows() {
    List<OwnedBucket> rows = new ArrayList<>();
    for (int amount : new int[] {1, 2, 4}) {
      rows.add(minute(COUNTED, amount, new CounterState(amount, amount == 2 ? 9 : 0.375)));
      rows.add(
          minute(
              MEASURED,
              amount,
              new HistogramState(
                  amount,
                  5,
                  -amount,
                  amount,
                  new Percentiles(0, 0, 0),
                  SketchBytes.copyOf(new byte[1]))));
    }
    return new Batch(rows);
  }

  private static OwnedBucket minute(SeriesKey key, int minute, BucketState state) {
    Bucket bucket = new Bucket(TEN.plusSeconds(60L * minute), 1, state);
    return new OwnedBucket(key, Granularity.MINUTE, new WriterId(1, 2), bucket);
  }

  private static List<StretchTotal> totals(StorageBackend store, SeriesKey key) {
    List<StretchTotal> found = new ArrayList<>();
    List<Instant> borders = List.of(TEN, TEN.plusSeconds(3_600));
    SeriesFilter filter = SeriesFilter.system(key.name());
    try (StretchCursor totals = store.buckets().totals(Granularity.MINUTE, filter, borders)) {
      totals.forEachRemaining(found::add);
    }
    return found;
  }

  private static SeriesKey series(String name, MetricKind kind) {
    return SeriesKey.system(name, kind, "service:api", Tags.empty());
  }
}

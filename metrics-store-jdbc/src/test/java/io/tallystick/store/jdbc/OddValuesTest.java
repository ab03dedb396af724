package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.store.jdbc.Databases.Place;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A series is the same one in every database, whatever its tags hold. */
class OddValuesTest {
  private static final TimeRange HOUR =
      new TimeRange(OddValues.TEN, OddValues.TEN.plusSeconds(3_600));

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void eachValueIsASeriesOfItsOwn(Databases kind) {
    Place place = kind.fresh();
    writeTwice(place);
    try (StorageBackend store = place.open()) {
      for (String value : OddValues.ALL) {
        BucketQuery query =
            BucketQuery.system(Granularity.MINUTE, HOUR, OddValues.NAME)
                .withTags(Tags.of("k", value));
        assertThat(found(store, query))
            .as("%d: %.20s", OddValues.amount(value), value)
            .containsExactly(OddValues.bucket(value));
      }
      assertThat(found(store, BucketQuery.system(Granularity.MINUTE, HOUR, OddValues.NAME)))
          .containsExactlyInAnyOrderElementsOf(OddValues.batch().buckets());
    }
  }

  /** The second time nothing is remembered of the first, so every series is looked up. */
  private static void writeTwice(Place place) {
    for (int i = 0; i < 2; i++) {
      try (StorageBackend store = place.open()) {
        store.buckets().write(OddValues.batch());
        assertThat(store.buckets().write(OddValues.batch()).refused()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPointsSeriesComesBackAsItWas(Databases kind) {
    try (StorageBackend store = kind.fresh().open()) {
      for (String value : List.of("paid ", "paid\u0000", "\ud800", "\ud83d\ude00")) {
        store
            .points()
            .createBatch(
                new PointBatch(
                    OddValues.WRITER, OddValues.amount(value), OddValues.points(value).points()));
      }
      Set<Tags> tags = new HashSet<>();
      try (PointCursor cursor = store.points().find(OddValues.NAME, HOUR.from(), HOUR.to())) {
        cursor.forEachRemaining(point -> tags.add(point.series().tags()));
      }
      assertThat(tags)
          .containsExactlyInAnyOrder(
              Tags.of("k", "paid\u0000"),
              Tags.of("k", "\ud800"),
              Tags.of("k", "paid "),
              Tags.of("k", "\ud83d\ude00"));
    }
  }

  @Test
  void theHashOfASeriesIsTheSameInEveryDatabase() throws SQLException {
    Set<Set<Hash>> hashes = new HashSet<>();
    try (JdbcStore store = JdbcStore.on(WalSource.at(directory.resolve("m.db")))) {
      store.buckets().write(OddValues.batch());
      hashes.add(hashes(new Place("jdbc:sqlite:" + directory.resolve("m.db"), "", "")));
    }
    for (Databases kind : Databases.values()) {
      Place place = kind.fresh();
      try (StorageBackend store = place.open()) {
        store.buckets().write(OddValues.batch());
        hashes.add(hashes(place));
      }
    }
    assertThat(hashes).hasSize(1);
    assertThat(hashes.iterator().next()).hasSize(OddValues.ALL.size());
  }

  private static Set<Hash> hashes(Place place) throws SQLException {
    Set<Hash> found = new HashSet<>();
    place.query(row -> found.add(Hash.of(row.getBytes(1))), "SELECT key_hash FROM metric_series");
    return found;
  }

  private static List<OwnedBucket> found(StorageBackend store, BucketQuery query) {
    List<OwnedBucket> found = new ArrayList<>();
    try (BucketCursor cursor = store.buckets().read(query)) {
      cursor.forEachRemaining(found::add);
    }
    return found;
  }
}

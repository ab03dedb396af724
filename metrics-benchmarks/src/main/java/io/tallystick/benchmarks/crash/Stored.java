package io.tallystick.benchmarks.crash;

import io.tallystick.benchmarks.crash.WrittenBucket.Place;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import io.tallystick.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The buckets of a minute that a file holds, by writer.
 *
 * @param buckets what each writer wrote
 */
record Stored(Map<WriterId, List<OwnedBucket>> buckets) {
  private static final TimeRange EVER =
      new TimeRange(Instant.EPOCH, Instant.parse("9000-01-01T00:00:00Z"));

  /** Everything that is in a file. */
  static Stored read(Path database) {
    return read(database, EVER);
  }

  /** What starts at a time or later. */
  static Stored readFrom(Path database, long startMillis) {
    long fromMillis = Math.min(startMillis, EVER.to().toEpochMilli());
    return read(database, new TimeRange(Instant.ofEpochMilli(fromMillis), EVER.to()));
  }

  private static Stored read(Path database, TimeRange range) {
    try (StorageBackend store = SqliteStore.open(database);
        BucketCursor found = store.buckets().readAll(Granularity.MINUTE, range)) {
      return new Stored(stream(found).collect(Collectors.groupingBy(OwnedBucket::writer)));
    }
  }

  private static Stream<OwnedBucket> stream(BucketCursor found) {
    Iterable<OwnedBucket> once = () -> found;
    return StreamSupport.stream(once.spliterator(), false);
  }

  /** What SQLite finds wrong with a file; nothing if it is sound. */
  static List<String> damage(Path database) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA integrity_check")) {
      String first = found.next() ? found.getString(1) : "no answer";
      return first.equals("ok") ? List.of() : List.of("the file is damaged: " + first);
    } catch (SQLException broken) {
      return List.of("the file cannot be checked: " + broken);
    }
  }

  Set<WriterId> writers() {
    return buckets.keySet();
  }

  /** Buckets of some writers. */
  List<OwnedBucket> of(Set<WriterId> writers) {
    return writers.stream()
        .flatMap(writer -> buckets.getOrDefault(writer, List.of()).stream())
        .toList();
  }

  /** Buckets by what tells them apart. */
  static Map<Place, WrittenBucket> written(Collection<OwnedBucket> buckets) {
    Map<Place, WrittenBucket> written = new HashMap<>();
    for (OwnedBucket owned : buckets) {
      WrittenBucket bucket = WrittenBucket.of(owned);
      written.put(bucket.place(), bucket);
    }
    return written;
  }

  /** How many writers share the minute in which most do. */
  int mostWritersOfAMinute() {
    Map<Instant, Set<WriterId>> writers =
        buckets.values().stream()
            .flatMap(List::stream)
            .collect(
                Collectors.groupingBy(
                    owned -> owned.bucket().start(),
                    Collectors.mapping(OwnedBucket::writer, Collectors.toSet())));
    return writers.values().stream().mapToInt(Set::size).max().orElse(0);
  }
}

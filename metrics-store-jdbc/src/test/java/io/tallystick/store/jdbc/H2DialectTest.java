package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * H2 prepares a statement anew when somebody made a table, and looks at what is bound then to learn
 * what a parameter is.
 */
class H2DialectTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange HOUR = new TimeRange(TEN, TEN.plus(Duration.ofHours(1)));
  private static final WriterId WRITER = new WriterId(1, 2);

  private final Databases.Place place = Databases.H2.fresh();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTableThatSomebodyMakesTakesNothingFromBuckets(boolean isCounterFirst) throws SQLException {
    try (StorageBackend store = place.open()) {
      store.buckets().write(buckets(1, isCounterFirst));
      place.run("CREATE TABLE of_others (a INTEGER)");
      Batch second = buckets(2, isCounterFirst);

      store.buckets().write(second);

      List<OwnedBucket> found = new ArrayList<>();
      try (BucketCursor all = store.buckets().readAll(Granularity.MINUTE, HOUR)) {
        all.forEachRemaining(found::add);
      }
      assertThat(found).containsExactlyInAnyOrderElementsOf(second.buckets());
    }
  }

  private static Batch buckets(long version, boolean isCounterFirst) {
    OwnedBucket counter = bucket(MetricKind.COUNTER, version);
    OwnedBucket gauge = bucket(MetricKind.GAUGE, version);
    return isCounterFirst ? Batch.of(counter, gauge) : Batch.of(gauge, counter);
  }

  private static OwnedBucket bucket(MetricKind kind, long version) {
    SeriesKey series = SeriesKey.system("a.b", kind, "service:api", Tags.empty());
    Bucket bucket =
        new Bucket(
            TEN,
            version,
            kind == MetricKind.COUNTER
                ? new CounterState(3, 0.5)
                : new GaugeState(3, TEN.plusMillis(7), 2, 4, 180_000, 60_000));
    return new OwnedBucket(series, Granularity.MINUTE, WRITER, bucket);
  }

  @Test
  void aTableThatSomebodyMakesTakesNothingFromEventsAndSummaries() throws SQLException {
    try (StorageBackend store = place.open()) {
      putAll(store, 1);
      place.run("CREATE TABLE of_others (a INTEGER)");

      putAll(store, 2);

      assertThat(store.control().events(HOUR, 9))
          .extracting(AlertEvent::value)
          .containsExactlyInAnyOrder(Double.NaN, 7.0);
      assertThat(store.requests().orElseThrow().find(Granularity.HOUR, HOUR))
          .extracting(row -> row.group().client())
          .containsExactlyInAnyOrder(null, "k");
    }
  }

  private static AlertEvent event(String id, double value) {
    return new AlertEvent(id, "r", "", "firing", TEN, TEN, value, 5, "m", "d");
  }

  /** Those without a value and without a client first. */
  private static void putAll(StorageBackend store, long count) {
    store.control().putEvent(event("e1", Double.NaN));
    store.control().putEvent(event("e2", 7));
    Lease lease = store.control().acquire("test", WRITER, Duration.ofHours(1)).orElseThrow();
    store.requests().orElseThrow().put(lease, List.of(summary(null, count), summary("k", count)));
  }

  private static RequestSummary summary(String client, long count) {
    RequestGroup group = new RequestGroup(Granularity.HOUR, TEN, "/a", "GET", client);
    return new RequestSummary(group, count, 0, 0, null, 0, 0);
  }
}

package io.tallystick.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertRule;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.Note;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.RateLimitQuery;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the doors of a store show, but for leases and for what has to be folded. */
record Snapshot(
    Map<BucketKey, Bucket> buckets,
    Map<Granularity, Instant> horizons,
    List<Point> points,
    List<AlertRule> rules,
    List<AlertEvent> events,
    Records records) {
  static final TimeRange EVER =
      new TimeRange(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  /** What is left. */
  record Records(
      List<AlertState> states,
      List<AlertDelivery> deliveries,
      List<Annotation> annotations,
      List<RateLimitUse> uses,
      List<Note> notes,
      List<RequestSummary> requests) {}

  /** Fails with what differs, in words that fit on a page. */
  void requireSameAs(Snapshot wanted) {
    requireSame(buckets, wanted.buckets);
    assertThat(horizons).isEqualTo(wanted.horizons);
    assertThat(points).isEqualTo(wanted.points);
    assertThat(rules).isEqualTo(wanted.rules);
    assertThat(events).isEqualTo(wanted.events);
    assertThat(records).isEqualTo(wanted.records);
  }

  /** Fails with what differs; some values of tags are very long. */
  static <V> void requireSame(Map<BucketKey, V> found, Map<BucketKey, V> wanted) {
    List<String> differences = new ArrayList<>();
    Set<BucketKey> keys = new HashSet<>(found.keySet());
    keys.addAll(wanted.keySet());
    for (BucketKey key : keys) {
      if (!Objects.equals(found.get(key), wanted.get(key))) {
        differences.add(
            "%s %s %s: found %s, wanted %s"
                .formatted(
                    key.granularity().id(),
                    key.start(),
                    key.series().name(),
                    found.get(key),
                    wanted.get(key)));
      }
    }
    assertThat(differences).isEmpty();
  }

  static Snapshot of(StorageBackend store) {
    List<AlertEvent> events = store.control().events(EVER, 1_000);
    List<AlertDelivery> deliveries = new ArrayList<>();
    events.forEach(event -> deliveries.addAll(store.control().deliveries(event.id())));
    return new Snapshot(
        buckets(store),
        horizons(store),
        points(store),
        store.control().rules(),
        events,
        new Records(
            store.control().alertStates(),
            deliveries,
            store.control().annotations(EVER, 1_000),
            uses(store.control()),
            store.control().notes(),
            store.requests().orElseThrow().find(Granularity.HOUR, EVER)));
  }

  private static List<RateLimitUse> uses(ControlStore control) {
    return Stream.of(Granularity.MINUTE, Granularity.FIVE_MINUTES, Granularity.HOUR)
        .map(granularity -> RateLimitQuery.of(granularity, EVER, 1_000))
        .flatMap(query -> control.rateLimitUses(query).stream())
        .toList();
  }

  static Map<BucketKey, Bucket> buckets(StorageBackend store) {
    Map<BucketKey, Bucket> buckets = new HashMap<>();
    for (Granularity granularity : Granularity.values()) {
      try (BucketCursor found = store.buckets().readAll(granularity, EVER)) {
        found.forEachRemaining(owned -> buckets.put(owned.key(), owned.bucket()));
      }
    }
    return buckets;
  }

  /** What the buckets hold, however often they were written. */
  static Map<BucketKey, BucketState> states(StorageBackend store) {
    return buckets(store).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().state()));
  }

  private static Map<Granularity, Instant> horizons(StorageBackend store) {
    Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);
    for (Granularity granularity : Granularity.values()) {
      horizons.put(granularity, store.buckets().horizon(granularity));
    }
    return horizons;
  }

  static List<Point> points(StorageBackend store) {
    List<Point> points = new ArrayList<>();
    for (String name : List.of("orders.count", "send.duration_ms")) {
      try (PointCursor found = store.points().find(name, EVER.from(), EVER.to())) {
        found.forEachRemaining(points::add);
      }
    }
    points.sort(Comparator.comparing(Point::at).thenComparing(Point::toString));
    return points;
  }

  /** The windows that have to be folded. */
  static Set<String> marked(StorageBackend store) {
    Set<String> marked = new HashSet<>();
    for (Granularity target : Granularity.values()) {
      if (target.finer().isPresent()) {
        for (Mark mark : store.buckets().marks(target, EVER, 10_000)) {
          marked.add(target.id() + " " + mark.window());
        }
      }
    }
    return marked;
  }
}

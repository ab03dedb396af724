package io.tallystick.servlet.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tallystick.GaugeCombination;
import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.catalog.CatalogueEntry;
import io.tallystick.core.catalog.CatalogueTag;
import io.tallystick.core.rollup.Janitor;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.spi.WriterId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two days of a system of 1,000 series that fill every panel of the console: of each metric that a
 * page draws the tags that the catalogue has and those that the panel asks for, of clients 250, and
 * the rest of requests by route, method and status class.
 */
final class BusyDay {
  static final int SERIES = 1_000;

  private static final int CLIENTS = 50;
  private static final int MOST_OF_A_METRIC = 12;
  private static final int MADE_UP_VALUES = 4;
  private static final int MINUTES_NOT_FOLDED = 6;
  private static final int ROWS_A_BATCH = 5_000;
  private static final WriterId WRITER = new WriterId(7, 7);

  private final Instant now;
  private final Map<String, Map<String, Set<String>>> drawn = new LinkedHashMap<>();
  private final Set<SeriesKey> planned = new LinkedHashSet<>();
  private final List<HistogramState> sketches = SampledStates.histograms();
  private List<OwnedBucket> rows = new ArrayList<>();

  /**
   * Plans it.
   *
   * @param now behind the newest minute
   * @param pages the names of the pages whose panels are to be filled
   */
  BusyDay(Instant now, List<String> pages) {
    this.now = Granularity.MINUTE.bucketStart(now);
    pages.forEach(this::readPage);
    Map<String, CatalogueEntry> known =
        Catalogue.builtIn().sections().stream()
            .flatMap(section -> section.entries().stream())
            .collect(Collectors.toMap(each -> each.descriptor().name(), each -> each));
    drawn.forEach((metric, tags) -> addDrawn(metric, tags, known.get(metric)));
    addClients();
    addRequests();
  }

  private void readPage(String page) {
    try {
      String json = Assets.load().text("pages/" + page + ".json");
      new JsonMapper().readTree(json).findParents("metric").forEach(this::readPart);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readPart(JsonNode part) {
    Map<String, Set<String>> tags =
        drawn.computeIfAbsent(part.get("metric").asText(), absent -> new LinkedHashMap<>());
    JsonNode given = part.path("tags");
    given
        .fieldNames()
        .forEachRemaining(
            key -> {
              Set<String> values = tags.computeIfAbsent(key, absent -> new LinkedHashSet<>());
              given.get(key).forEach(value -> values.add(value.asText()));
            });
    if (part.has("group_by")) {
      tags.computeIfAbsent(part.get("group_by").asText(), absent -> new LinkedHashSet<>());
    }
  }

  private void addDrawn(String metric, Map<String, Set<String>> asked, CatalogueEntry entry) {
    if (metric.startsWith("http.")) {
      return;
    }
    Map<String, Set<String>> tags = new LinkedHashMap<>(asked);
    MetricKind kind = metric.endsWith("_ms") ? MetricKind.HISTOGRAM : MetricKind.COUNTER;
    if (entry != null) {
      MetricDescriptor descriptor = entry.descriptor();
      kind = descriptor.kind();
      for (CatalogueTag tag : entry.tags()) {
        if (!tag.optional()) {
          tags.computeIfAbsent(tag.key(), absent -> new LinkedHashSet<>()).addAll(tag.values());
        }
      }
    }
    List<Tags> sets = List.of(Tags.empty());
    for (Map.Entry<String, Set<String>> tag : tags.entrySet()) {
      sets = crossed(sets, tag.getKey(), tag.getValue());
    }
    MetricKind known = kind;
    sets.forEach(each -> add(metric, known, each));
  }

  private static List<Tags> crossed(List<Tags> sets, String key, Set<String> values) {
    List<Tags> crossed = new ArrayList<>();
    for (int i = 0; i < Math.max(values.size(), values.isEmpty() ? MADE_UP_VALUES : 0); i++) {
      String value = values.isEmpty() ? key + "-" + i : List.copyOf(values).get(i);
      for (Tags set : sets) {
        if (crossed.size() < MOST_OF_A_METRIC) {
          crossed.add(set.and(Tags.of(key, value)));
        }
      }
    }
    return crossed;
  }

  private void addClients() {
    for (int number = 0; number < CLIENTS; number++) {
      Tags client = Tags.of("client", "%032x".formatted(number));
      for (String status : List.of("2xx", "4xx", "5xx")) {
        add(
            "http.client.request.count",
            MetricKind.COUNTER,
            client.and(Tags.of("status_class", status)));
      }
      for (String direction : List.of("in", "out")) {
        add(
            "http.client.bytes.count",
            MetricKind.COUNTER,
            client.and(Tags.of("direction", direction)));
      }
    }
  }

  private void addRequests() {
    for (int route = 0; planned.size() < SERIES; route++) {
      for (String method : List.of("GET", "POST")) {
        for (String status : List.of("2xx", "4xx", "5xx")) {
          Tags tags =
              Tags.of("route_id", "/api/things%d/{id}".formatted(route))
                  .and(Tags.of("method", method, "status_class", status));
          add("http.request.count", MetricKind.COUNTER, tags);
          add("http.request.duration_ms", MetricKind.HISTOGRAM, tags);
        }
      }
    }
  }

  private void add(String metric, MetricKind kind, Tags tags) {
    if (planned.size() < SERIES) {
      planned.add(SeriesKey.system(metric, kind, "service:api", tags));
    }
  }

  /** How many series there are of metrics whose names start so. */
  long count(String start) {
    return planned.stream().filter(each -> each.name().startsWith(start)).count();
  }

  /**
   * Writes the last day minute by minute and folds it as a janitor does; of the day before, which
   * cards compare with, hours.
   */
  void writeMinutes(StorageBackend store) {
    Instant from = now.minus(Duration.ofDays(1));
    Instant edge = now.minus(Duration.ofMinutes(MINUTES_NOT_FOLDED));
    write(store, Granularity.HOUR, new TimeRange(hours(from, 24), hours(from, 0)));
    write(store, Granularity.MINUTE, new TimeRange(hours(from, 0), edge));
    fold(store);
    write(store, Granularity.MINUTE, new TimeRange(edge, now));
  }

  /** Writes the same as it is after folding, without the minutes that nobody asks for then. */
  void writeFolded(StorageBackend store) {
    Instant hour = hours(now, 0);
    Instant edge = hours(now.minus(Duration.ofDays(1)), 0);
    Instant five = Granularity.FIVE_MINUTES.bucketStart(now);
    write(store, Granularity.HOUR, new TimeRange(hours(edge, 24), hour));
    for (Instant each : List.of(hours(edge, 24), edge)) {
      TimeRange first = new TimeRange(each, hours(each, -1));
      write(store, Granularity.FIVE_MINUTES, first);
      write(store, Granularity.MINUTE, first);
    }
    write(store, Granularity.FIVE_MINUTES, new TimeRange(hour, five));
    write(store, Granularity.MINUTE, new TimeRange(five, now));
  }

  private static Instant hours(Instant time, int before) {
    return Granularity.HOUR.bucketStart(time).minus(Duration.ofHours(before));
  }

  private static void fold(StorageBackend store) {
    Janitor janitor =
        new Janitor(
            store,
            WriterId.random(),
            JanitorSettings.standard().withBuckets(Map.of()).withSweepTime(Duration.ofMinutes(10)),
            name -> GaugeCombination.LAST,
            Metrics.noop(),
            System::nanoTime);
    do {
      janitor.sweep();
    } while (janitor.status().waitingWindow() != null);
    janitor.release();
  }

  private void write(StorageBackend store, Granularity granularity, TimeRange range) {
    WriterId writer = granularity == Granularity.MINUTE ? WRITER : WriterId.FOLDED;
    for (Instant start = range.from();
        start.isBefore(range.to());
        start = start.plus(granularity.width())) {
      int seed = (int) (start.getEpochSecond() / 60);
      for (SeriesKey series : planned) {
        seed++;
        Bucket bucket = new Bucket(start, 1, state(series.kind(), seed, start, granularity));
        rows.add(new OwnedBucket(series, granularity, writer, bucket));
        if (rows.size() == ROWS_A_BATCH) {
          flush(store);
        }
      }
    }
    flush(store);
  }

  private void flush(StorageBackend store) {
    if (!rows.isEmpty()) {
      store.buckets().write(new Batch(rows));
      rows = new ArrayList<>();
    }
  }

  private BucketState state(MetricKind kind, int seed, Instant start, Granularity granularity) {
    long millis = granularity.width().toMillis();
    double value = 10 + seed % 90;
    return switch (kind) {
      case COUNTER -> CounterState.ofWhole(seed % 100);
      case HISTOGRAM -> sketches.get(seed % sketches.size());
      case GAUGE ->
          new GaugeState(
              value, start.plusMillis(millis - 1_000), value, value, value * millis, millis);
    };
  }
}

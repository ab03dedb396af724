package io.tallystick.store.jdbc;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.catalog.Catalogue;
import io.tallystick.core.catalog.CatalogueEntry;
import io.tallystick.core.catalog.CatalogueTag;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.Lease;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.ResponseTimes;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.Databases.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dashboards for Grafana ask of a store in SQL, asked of PostgreSQL itself. */
class GrafanaSqlTest {
  private static final Path DIRECTORY = Path.of("../docs/grafana/sql");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SOURCES = List.of("service:shop", "service:till");
  private static final WriterId WRITER = new WriterId(1, 2);
  private static final Pattern NAME = Pattern.compile("name = '([^']+)'");
  private static final Pattern TAG = Pattern.compile("tags::json ->> '([^']+)'");

  /** Of tags whose values the catalogue does not list, what dashboards look for. */
  private static final List<String> STATUS_CLASSES = List.of("2xx", "4xx", "5xx");

  private static Place reader;
  private static Instant now = Instant.EPOCH;

  /** What one panel asks; its variables are still in it. */
  record Question(String where, String sql) {
    @Override
    public String toString() {
      return where;
    }

    Set<String> found(Pattern pattern) {
      return pattern
          .matcher(sql)
          .results()
          .map((MatchResult match) -> match.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  static List<Question> questions() throws IOException {
    List<Question> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.filter(each -> each.toString().contains("sql-")).sorted().toList()) {
        JsonNode dashboard = JSON.readTree(file.toFile());
        for (JsonNode panel : dashboard.path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            String where = file.getFileName() + ", " + panel.path("title").asText();
            all.add(new Question(where, target.path("rawSql").asText()));
          }
        }
        String variable = dashboard.at("/templating/list/1/query").asText();
        all.add(new Question(file.getFileName() + ", $source", variable));
      }
    }
    return all;
  }

  @BeforeAll
  static void fillAStore() throws IOException, SQLException {
    Place place = Databases.POSTGRES.fresh();
    try (StorageBackend store = place.open()) {
      now = store.control().now();
      List<OwnedBucket> buckets = new ArrayList<>();
      Set<String> names = new TreeSet<>();
      questions().forEach(question -> names.addAll(question.found(NAME)));
      for (CatalogueEntry entry : entries(names)) {
        for (Tags tags : tags(entry)) {
          fill(buckets, entry.descriptor(), tags);
        }
      }
      store.buckets().write(new Batch(buckets));
      Lease lease =
          store.control().acquire("test-" + WRITER, WRITER, Duration.ofMinutes(1)).orElseThrow();
      store.requests().orElseThrow().put(lease, List.of(requests("/a"), requests("/b")));
    }
    reader = readerOf(place);
    reader(place, "GRANT SELECT ON tallystick.api_metrics");
  }

  /** Who reads as docs/storage.md says, and finds tables without the name of their schema. */
  private static Place readerOf(Place place) throws IOException, SQLException {
    reader(place, "CREATE ROLE reader");
    String url = place.url().replaceFirst("\\?.*", "");
    return new Place(url, "reads_" + place.schema(), "welcome");
  }

  private static void reader(Place place, String sql) throws IOException, SQLException {
    place.run(
        StorageDocumentTest.sqlWith(sql)
            .replace("…", "welcome")
            .replace("tallystick", place.schema())
            .replaceAll("\\breader\\b", "reads_" + place.schema()));
  }

  private static List<CatalogueEntry> entries(Set<String> names) {
    return Catalogue.builtIn().sections().stream()
        .flatMap(section -> section.entries().stream())
        .filter(entry -> names.contains(entry.descriptor().name()))
        .toList();
  }

  /** As many series as the tag with the most values has some, so that each value comes once. */
  private static List<Tags> tags(CatalogueEntry entry) {
    int most = entry.tags().stream().mapToInt(tag -> values(tag).size()).max().orElse(1);
    List<Tags> all = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      List<String> pairs = new ArrayList<>();
      for (CatalogueTag tag : entry.tags()) {
        List<String> values = values(tag);
        pairs.addAll(List.of(tag.key(), values.get(i % values.size())));
      }
      all.add(pairs.isEmpty() ? Tags.empty() : Tags.of(pairs.toArray(new String[0])));
    }
    return all;
  }

  private static List<String> values(CatalogueTag tag) {
    if (!tag.values().isEmpty()) {
      return tag.values();
    }
    return tag.key().equals("status_class") ? STATUS_CLASSES : List.of("some");
  }

  private static void fill(List<OwnedBucket> buckets, MetricDescriptor metric, Tags tags) {
    for (String source : SOURCES) {
      SeriesKey series = SeriesKey.system(metric.name(), metric.kind(), source, tags);
      for (int minutes = 1; minutes < 50; minutes += 12) {
        Instant at = now.minus(Duration.ofMinutes(minutes));
        add(buckets, series, Granularity.MINUTE, at);
      }
      add(buckets, series, Granularity.HOUR, now.minus(Duration.ofHours(3)));
    }
  }

  private static void add(
      List<OwnedBucket> buckets, SeriesKey series, Granularity granularity, Instant at) {
    Bucket bucket = new Bucket(granularity.bucketStart(at), 1, state(series.kind(), at));
    WriterId writer = new WriterId(3, SOURCES.indexOf(series.source()));
    buckets.add(new OwnedBucket(series, granularity, writer, bucket));
  }

  private static BucketState state(MetricKind kind, Instant at) {
    return switch (kind) {
      case COUNTER -> CounterState.ofWhole(6);
      case GAUGE -> new GaugeState(3, at, 1, 9, 300_000, 60_000);
      case HISTOGRAM ->
          new HistogramState(
              4, 10, 1, 4, new Percentiles(2, 4, 4), SketchBytes.copyOf(new byte[] {1}));
    };
  }

  private static RequestSummary requests(String endpoint) {
    Instant start = Granularity.FIVE_MINUTES.bucketStart(now.minus(Duration.ofMinutes(20)));
    return new RequestSummary(
        new RequestGroup(Granularity.FIVE_MINUTES, start, endpoint, "GET", null),
        40,
        1,
        2,
        new ResponseTimes(new Percentiles(1.5, 2, 3), 1.75),
        10,
        20);
  }

  /** As Grafana's data source for PostgreSQL does it. */
  private static String asGrafanaSends(String sql, List<String> sources) {
    String from = "'" + now.minus(Duration.ofHours(6)) + "'";
    String to = "'" + now + "'";
    return sql.replaceAll("\\$__timeFilter\\(([^)]+)\\)", "$1 BETWEEN " + from + " AND " + to)
        .replaceAll(
            "\\$__timeGroupAlias\\(([^,]+), *\\$__interval\\)",
            "floor(extract(epoch from $1)/60)*60 AS \"time\"")
        .replace("$__interval_ms", "60000")
        .replace("$source", sources.stream().map("'%s'"::formatted).collect(joining(",")));
  }

  private static List<String> firstColumns(Place reader, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    reader.query(
        row -> {
          int last = row.getMetaData().getColumnCount();
          rows.add(row.getString(1) + " " + row.getString(last));
        },
        sql);
    return rows;
  }

  @ParameterizedTest
  @MethodSource("questions")
  void everyQuestionIsAnsweredWithRowsThatHaveAValue(Question question) throws SQLException {
    for (List<String> chosen : List.of(SOURCES.subList(0, 1), SOURCES)) {
      String sql = asGrafanaSends(question.sql(), chosen);

      assertThat(sql).doesNotContain("$");
      assertThat(firstColumns(reader, sql))
          .isNotEmpty()
          .noneMatch(row -> row.startsWith("null ") || row.endsWith(" null") || row.endsWith(" 0"));
    }
  }

  @Test
  void twoSourcesAreTwiceOfOne() throws IOException, SQLException {
    Question question =
        questions().stream()
            .filter(each -> each.where().endsWith("Registrations, last hour"))
            .findFirst()
            .orElseThrow();
    List<String> one = firstColumns(reader, asGrafanaSends(question.sql(), SOURCES.subList(0, 1)));
    List<String> both = firstColumns(reader, asGrafanaSends(question.sql(), SOURCES));

    assertThat(first(both)).isPositive().isEqualTo(2 * first(one));
  }

  private static double first(List<String> rows) {
    return Double.parseDouble(rows.get(0).replaceFirst(" .*", ""));
  }

  /** Where no source is known yet, Grafana puts nothing at all between the brackets. */
  @Test
  void anEmptyStoreIsNoError() throws IOException, SQLException {
    Place empty = Databases.POSTGRES.fresh();
    try (StorageBackend store = empty.open()) {
      store.buckets().write(new Batch(List.of())); // makes the tables
    }
    Place readerOfIt = readerOf(empty);
    for (Question question : questions()) {
      if (!question.sql().contains("api_metrics")) { // which is made when it is asked for
        assertThat(firstColumns(readerOfIt, asGrafanaSends(question.sql(), List.of())))
            .as(question.where())
            .allMatch(row -> row.matches("(null|0) (null|0)"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("questions")
  void everyMetricAndTagIsOneOfTheCatalogue(Question question) {
    Set<String> names = question.found(NAME);
    List<CatalogueEntry> entries = entries(names);

    assertThat(entries).hasSameSizeAs(names);
    assertThat(entries)
        .allSatisfy(
            entry -> assertThat(entry.descriptor().tags()).containsAll(question.found(TAG)));
  }

  @Test
  void thereAreQuestionsOfEachDashboard() throws IOException {
    assertThat(questions())
        .hasSizeGreaterThan(25)
        .extracting(question -> question.where().replaceFirst(",.*", ""))
        .contains("sql-authentication.json", "sql-requests.json", "sql-workflows.json");
  }

  @Test
  void aQuestionForAMetricThatNobodyRecordsHasNoRows() throws SQLException {
    String sql = "SELECT timestamp, value FROM metrics WHERE name = 'no.such.count'";

    assertThat(firstColumns(reader, sql)).isEmpty();
  }
}

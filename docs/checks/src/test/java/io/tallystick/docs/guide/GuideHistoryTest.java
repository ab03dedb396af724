package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.export.ExportFormat;
import io.tallystick.core.export.ExportRequest;
import io.tallystick.core.points.MetricPoint;
import io.tallystick.core.query.Aggregate;
import io.tallystick.core.query.Breakdown;
import io.tallystick.core.query.Heatmap;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.core.query.Selection;
import io.tallystick.core.query.Step;
import io.tallystick.core.query.Summary;
import io.tallystick.core.query.TimeSeries;
import io.tallystick.docs.OwnFiles;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.PointCursor;
import io.tallystick.spi.TimeRange;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide says of history: asked, exported, annotated, and kept sample by sample. */
class GuideHistoryTest {
  private final Instant start =
      Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.MILLIS);
  private final Instant from = start.minus(Duration.ofHours(1));
  private final Instant to = start.plus(Duration.ofHours(1));
  private final List<Double> shown = new ArrayList<>();

  @TempDir Path directory;

  @BeforeEach
  @AfterEach
  void removeTheFile() throws IOException {
    OwnFiles.remove("history.csv");
  }

  private MetricsRuntime runtime() {
    return MetricsRuntime.builder()
        .installed(false)
        .storage(SqliteStore.open(directory.resolve("metrics.db")))
        .build()
        .start();
  }

  @Test
  void questionsAreAnsweredFromWhatWasRecordedAMomentAgo() {
    try (MetricsRuntime runtime = runtime()) {
      record(runtime, "/a", "2xx", 3);
      record(runtime, "/b", "5xx", 1);

      MetricsReader reader = runtime.reader();
      Question requests = Question.about("http.request.count").period(Period.DAY);

      TimeSeries perHour = reader.timeSeries(requests.groupBy("route_id").top(5));
      Breakdown byStatus = reader.breakdown(requests.groupBy("status_class"));
      Aggregate took =
          reader.aggregate(Question.about("http.request.duration_ms").period(Period.WEEK));
      double p95 = took.p95();

      Question errorRate =
          requests.tag("status_class", "4xx", "5xx").per(Selection.of("http.request.count"));
      Heatmap mondays =
          reader.heatmap(requests.groupBy("route_id").period(Period.MONTH).step(Step.HOUR));
      Summary today = reader.summary(Period.DAY);

      assertThat(perHour.lines()).hasSize(2);
      assertThat(byStatus.values()).isEqualTo(Map.of("2xx", 3.0, "5xx", 1.0));
      assertThat(took.count()).isEqualTo(4);
      assertThat(p95).isBetween(39.0, 41.0);
      assertThat(reader.aggregate(errorRate).ratio()).isEqualTo(0.25);
      assertThat(mondays.rows()).hasSize(2);
      assertThat(today.total().now()).isEqualTo(4);
    }
  }

  private static void record(MetricsRuntime runtime, String route, String status, int times) {
    Tags tags = Tags.of("route_id", route, "method", "GET", "status_class", status);
    for (int i = 0; i < times; i++) {
      runtime.metrics().count("http.request.count", 1, tags);
      runtime.metrics().histogram("http.request.duration_ms", 40, tags);
    }
  }

  @Test
  void whatIsStoredIsExported() throws IOException {
    try (MetricsRuntime before = runtime()) {
      before.metrics().count("orders.count", 7);
    }
    try (MetricsRuntime runtime = runtime()) {
      try (OutputStream out = Files.newOutputStream(Path.of("history.csv"))) {
        runtime.export().write(ExportRequest.all(), ExportFormat.CSV, out);
      }
    }

    List<String> lines = Files.readAllLines(Path.of("history.csv"));
    assertThat(lines.get(0)).startsWith("start,granularity,name,kind,type,source,tenant,tags");
    assertThat(lines).anyMatch(line -> line.contains(",orders.count,counter,system,"));
  }

  @Test
  void annotationsAreListedAlsoWhileTheyWait() {
    try (MetricsRuntime runtime = runtime()) {
      runtime.annotations().annotate(Instant.now(), "Release 4.2", Tags.of("service", "api"));
      runtime.annotations().annotate(new TimeRange(from, to), "Network down", Tags.empty());

      TimeRange day =
          new TimeRange(start.minus(Duration.ofDays(1)), start.plus(Duration.ofDays(1)));
      assertThat(runtime.annotations().list(day, 10))
          .extracting(Annotation::text)
          .containsExactly("Network down", "Release 4.2");
    }
  }

  @Test
  void pointsOfTheHostAreFoundAndAreInNoBucket() throws Exception {
    try (MetricsRuntime runtime = runtime()) {
      runtime
          .points()
          .create(MetricPoint.of("import.rows.value", 120, Tags.of("file", "daily")).at(start));
    }
    try (MetricsRuntime runtime = runtime()) {
      try (PointCursor found = runtime.points().find("import.rows.value", from, to)) {
        found.forEachRemaining(point -> shown.add(point.value()));
      }
      assertThat(runtime.reader().aggregate(Question.about("import.rows.value")).count()).isZero();
    }
    assertThat(shown).containsExactly(120.0);
  }

  @Test
  void samplesOfChosenMetricsAreKeptOneByOne() throws Exception {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .points(Map.of("orders.value", 1.0, "email.send.duration_ms", 0.1))
            .installed(false)
            .storage(SqliteStore.open(directory.resolve("metrics.db")))
            .build()
            .start()) {
      runtime.metrics().histogram("orders.value", 12.5);
      runtime.metrics().histogram("orders.value", 20);
    }
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("metrics.db"));
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*), sum(value) FROM metric_point")) {
      assertThat(rows.getInt(1)).isEqualTo(2);
      assertThat(rows.getDouble(2)).isEqualTo(32.5);
    }
  }
}

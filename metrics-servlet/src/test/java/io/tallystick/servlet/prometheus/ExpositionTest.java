package io.tallystick.servlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.Tags;
import io.tallystick.Unit;
import io.tallystick.UserMetricKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What scrapers read, to the letter. */
class ExpositionTest {
  private static final Path FILES =
      Path.of("src", "test", "resources", "io", "tallystick", "servlet", "prometheus");

  private final Scraped scraped = new Scraped();

  /** One of everything. */
  private void recordAll() {
    scraped
        .metrics()
        .describe(
            MetricDescriptor.histogram("job.duration_ms")
                .description("How long \"a\" job\\run takes\nin all")
                .tags("kind")
                .bounds(5, 100, 750, 2_500)
                .build());
    scraped
        .metrics()
        .describe(
            MetricDescriptor.counter("orders.paid.count")
                .description("How many orders were paid")
                .tags("client")
                .label("client", "client_id")
                .expositionName("orders_total")
                .build());
    scraped.metrics().count("orders.paid.count", 7, "client", "c\"1\\\n");
    scraped.metrics().count("fees.count", 2.5);
    scraped.pass(1_234);
    scraped.metrics().gauge("pool.active", 3, "pool", "main");
    scraped.metrics().gauge("cache.age_ms", -1_500);
    for (double millis : new double[] {5, 100, 100.00001, 750, 9_000, 0}) {
      scraped.metrics().histogram("job.duration_ms", millis, "kind", "mail");
    }
    scraped.metrics().histogram("upload.size_bytes", 1_048_576);
    scraped
        .metrics()
        .recordUserMetric("acme", "invoice.count", 4, UserMetricKind.COUNT, Tags.of("le", "x"));
  }

  /** Written anew with {@code -Dgolden.write=true}; then read what changed. */
  private static void isGolden(String name, String text) throws IOException {
    Path file = FILES.resolve(name);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file).replace("\r\n", "\n"));
  }

  @Test
  void theTextOfVersionFour() throws IOException {
    recordAll();

    isGolden("golden-text.txt", scraped.text(Scraped.TEXT));
  }

  @Test
  void openMetrics() throws IOException {
    recordAll();

    isGolden("golden-openmetrics.txt", scraped.text(Scraped.OPEN_METRICS));
  }

  @Test
  void openMetricsWithStartsAndQuantiles() throws IOException {
    recordAll();

    isGolden("golden-quantiles.txt", scraped.text(new Style(true, true, true)));
  }

  @Test
  void nothingIsThereWhereNothingWasRecorded() {
    assertThat(scraped.text(Scraped.TEXT)).isEmpty();
    assertThat(scraped.text(Scraped.OPEN_METRICS)).isEqualTo("# EOF\n");
  }

  @Test
  void countersGoOnThroughMinutesAndBeginAnewWithASeriesThatComesBack() {
    Exposition exposition = new Exposition(scraped, scraped.descriptors(), false);
    Style style = new Style(true, false, true);
    scraped.metrics().count("a.sent.count", 1);
    scraped.metrics().histogram("a.size_bytes", 100);
    for (int minute = 0; minute < 50; minute++) {
      scraped.pass(60_000).tick();
    }
    scraped.metrics().count("a.sent.count", 1);
    scraped.metrics().histogram("a.size_bytes", 100);
    assertThat(Scraped.text(exposition, style))
        .contains("a_sent_total 2\na_sent_created 1772359200.000\n", "a_size_bytes_count 2\n");

    for (int minute = 0; minute < 130; minute++) {
      scraped.pass(60_000).tick();
    }
    assertThat(Scraped.text(exposition, style)).isEqualTo("# EOF\n");

    scraped.metrics().count("a.sent.count", 5);
    assertThat(Scraped.text(exposition, style))
        .contains("# TYPE a_sent counter\na_sent_total 5\na_sent_created 1772370000.000\n");
  }

  @Test
  void aMetricThatIsDescribedLaterIsShownAsItsDescriptorSays() {
    Exposition exposition = new Exposition(scraped, scraped.descriptors(), false);
    scraped.metrics().gauge("queue.wait", 1_500);
    assertThat(Scraped.text(exposition, Scraped.TEXT)).contains("queue_wait 1500\n");

    scraped
        .metrics()
        .describe(
            MetricDescriptor.gauge("queue.wait")
                .unit(Unit.MILLISECONDS)
                .description("How long")
                .build());
    assertThat(Scraped.text(exposition, Scraped.TEXT))
        .isEqualTo(
            """
            # HELP queue_wait_seconds How long
            # TYPE queue_wait_seconds gauge
            queue_wait_seconds 1.5
            """);
  }

  @Test
  void someNamesAreEnoughForWhoAsksForThem() {
    recordAll();
    Exposition exposition = new Exposition(scraped, scraped.descriptors(), false);

    assertThat(Scraped.text(exposition, Scraped.TEXT, "orders_total", "pool_active"))
        .contains("orders_total{", "pool_active{")
        .doesNotContain("fees", "job");
    assertThat(Scraped.text(exposition, Scraped.TEXT, "job_duration_seconds_bucket"))
        .contains("job_duration_seconds_sum")
        .doesNotContain("orders");
    assertThat(Scraped.text(exposition, Scraped.OPEN_METRICS, "none")).isEqualTo("# EOF\n");
  }
}

package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeStatus;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.query.Question;
import io.tallystick.core.testing.MetricsAssert;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.docs.OwnFiles;
import io.tallystick.guard.Decision;
import io.tallystick.store.sqlite.SqliteStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guide says of a runtime's life: started, described, asked how it is, switched off. */
class GuideStartTest {
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void removeTheFile() throws IOException {
    OwnFiles.remove("data");
  }

  private void warn(String trouble) {
    warnings.add(trouble);
  }

  @Test
  void anApplicationStartsOneRuntimeAndClosesIt() {
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source("service:shop")
            .tags(Tags.of("region", "eu"))
            .storage(SqliteStore.open("data/metrics.db"))
            .build()
            .start()) {
      runtime.metrics().count("orders.count", 1, "status", "paid");
      for (LiveSeries live : runtime.snapshot().series()) {
        System.out.println(live.series().name() + live.series().tags() + " " + live.total());
      }
    }

    assertThat(Metrics.isInstalled()).isFalse();
    try (MetricsRuntime again =
        MetricsRuntime.builder().storage(SqliteStore.open("data/metrics.db")).build().start()) {
      Question paid =
          Question.about("orders.count")
              .tag("status", "paid")
              .tag("region", "eu")
              .source("service:shop");
      assertThat(again.reader().aggregate(paid).sum()).isEqualTo(1);
      assertThat(Metrics.isInstalled()).isTrue();
    }
  }

  @Test
  void whatADescriptorDoesNotListIsNoTag() {
    try (MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build()) {
      Metrics metrics = runtime.metrics();
      metrics.describe(
          MetricDescriptor.histogram("invoice.render.duration_ms")
              .description("How long it takes to render an invoice")
              .tags("format", Result.TAG)
              .bounds(10, 100, 1_000)
              .build());

      String page =
          metrics.measure(
              "invoice.render.duration_ms",
              Tags.of("format", "pdf", "customer", "17"),
              () -> "page");

      assertThat(page).isEqualTo("page");
      assertThat(runtime.snapshot().series())
          .filteredOn(live -> live.series().name().equals("invoice.render.duration_ms"))
          .singleElement()
          .satisfies(
              live ->
                  assertThat(live.series().tags().asMap())
                      .isEqualTo(Map.of("format", "pdf", "result", "success")));
      assertThat(runtime.status().guardHits()).containsEntry("tag_key_unlisted", 1L);
    }
  }

  @Test
  void aRuntimeSaysHowItIs() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      RuntimeStatus status = runtime.status();
      if (!status.isWell()) {
        status.troubles().forEach(this::warn);
      }

      assertThat(warnings).isEqualTo(status.troubles());
    }
  }

  @Test
  void aRuntimeThatIsSwitchedOffDoesNothing() {
    MetricsRuntime runtime = MetricsRuntime.builder().enabled(false).build().start();
    runtime.metrics().count("orders.count"); // does nothing
    runtime.isEnabled(); // false

    assertThat(runtime.isEnabled()).isFalse();
    assertThat(runtime.snapshot().series()).isEmpty();
    assertThat(Metrics.isInstalled()).isFalse();
    runtime.close();
  }

  @Test
  void aTenantsMetricIsAnsweredWithADecision() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      Metrics metrics = runtime.metrics();
      String tenantId = "acme";
      Tags tags = Tags.of("type", "pdf");

      Decision decision =
          metrics.recordUserMetric(tenantId, "invoice.sent", 1, UserMetricKind.COUNT, tags);
      if (!decision.isAccepted()) {
        warn(decision.reason());
      }

      assertThat(warnings).isEmpty();
      MetricsAssert.assertThat(runtime).counter("user.invoice.sent", "type", "pdf").isEqualTo(1);
      assertThat(
              metrics
                  .recordUserMetric(tenantId, "No Name", 1, UserMetricKind.COUNT, tags)
                  .isAccepted())
          .isFalse();
    }
  }

  @Test
  void recordingGoesOffAndOn() {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      runtime.metrics().count("orders.count");
      runtime.recording(false);
      runtime.metrics().count("orders.count");
      runtime.recording(true);
      runtime.metrics().count("orders.count");

      MetricsAssert.assertThat(runtime).counter("orders.count").isEqualTo(2);
    }
  }
}

package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.export.ExportFormat;
import io.tallystick.core.export.ExportRequest;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.spi.Annotation;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.TimeRange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExportAndAnnotationsTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TimeRange MOMENT = new TimeRange(TEN, TEN.plusMillis(1));

  private final InMemoryBackend kept = InMemoryBackend.create();
  private final ForwardingBackend backend =
      new ForwardingBackend(kept) {
        @Override
        public void close() {
          // what was written is looked at afterwards
        }
      };

  @Test
  void whatWasAnnotatedLastIsWrittenByClosing() {
    MetricsRuntime runtime = runtime(true).start();

    runtime.annotations().annotate(TEN, "Release 4.2", Tags.empty());
    runtime.close();

    assertThat(kept.control().annotations(MOMENT, 10))
        .extracting(Annotation::text)
        .containsExactly("Release 4.2");
    assertThat(runtime.annotations().annotate(TEN, "too late", Tags.empty())).isEmpty();
  }

  @Test
  void aRuntimeThatIsSwitchedOffTakesNoAnnotationAndListsThoseThere() {
    runtimeThatAnnotates("Release 4.2");
    try (MetricsRuntime off = runtime(false).start()) {
      assertThat(off.annotations().annotate(TEN, "none", Tags.empty())).isEmpty();
      assertThat(off.annotations().list(MOMENT, 10)).hasSize(1);
    }
  }

  @Test
  void whatWasRecordedCanBeExportedAndIsCalledAsDescribed() throws Exception {
    MetricsRuntime runtime = runtime(true).start();
    runtime.metrics().count("orders.count", 3, "status", "paid");
    runtime.metrics().histogram("http.request.duration_ms", 250, "method", "GET");
    runtime.close();

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rows = runtime.export().write(ExportRequest.all(), ExportFormat.OPEN_METRICS, out);

    assertThat(rows).isPositive();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("orders_total{source=\"service:api\",status=\"paid\"} 3 ")
        .contains("# HELP http_request_duration_seconds ")
        .endsWith("# EOF\n");
  }

  @Test
  void aRuntimeThatIsSwitchedOffExportsWhatIsThere() throws Exception {
    MetricsRuntime on = runtime(true).start();
    on.metrics().count("orders.count", 3);
    on.close();
    try (MetricsRuntime off = runtime(false).start()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ExportRequest orders = ExportRequest.of(SeriesFilter.system("orders.count"));
      assertThat(off.export().write(orders, ExportFormat.CSV, out)).isEqualTo(1);
    }
  }

  private void runtimeThatAnnotates(String text) {
    try (MetricsRuntime runtime = runtime(true).start()) {
      runtime.annotations().annotate(TEN, text, Tags.empty());
    }
  }

  private MetricsRuntime runtime(boolean isEnabled) {
    return MetricsRuntime.builder()
        .source("service:api")
        .storage(backend)
        .enabled(isEnabled)
        .installed(false)
        .build();
  }
}

package io.tallystick.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The bounds that docs/prometheus.md gives a histogram, scraped. */
class PrometheusPageTest {
  @Test
  void aDescriptorStatesTheBounds() throws Exception {
    try (MetricsRuntime runtime = TestRuntime.create();
        MetricsHttpServer server =
            MetricsHttpServer.start(
                runtime, EndpointSettings.standard(), new InetSocketAddress("127.0.0.1", 0))) {
      runtime
          .metrics()
          .describe(
              MetricDescriptor.histogram("report.duration_ms")
                  .description("How long a report takes")
                  .bounds(100, 1_000, 10_000, 60_000)
                  .build());
      runtime.metrics().histogram("report.duration_ms", 100);

      URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/metrics");
      String text =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
              .body();

      assertThat(text)
          .contains("# HELP report_duration_seconds How long a report takes")
          .contains("report_duration_seconds_bucket{le=\"0.1\"} 1")
          .contains("report_duration_seconds_bucket{le=\"60.0\"} 1")
          .doesNotContain("report_duration_seconds_bucket{le=\"0.005\"");
    }
  }
}

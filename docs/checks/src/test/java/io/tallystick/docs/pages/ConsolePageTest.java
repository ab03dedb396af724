package io.tallystick.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.servlet.dashboard.ConsolePage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The page of an application's own that docs/console.md shows, served. */
class ConsolePageTest {
  static EndpointSettings withBilling() {
    return EndpointSettings.standard()
        .consolePage(
            ConsolePage.of(
                """
                {"id": "billing", "title": "Billing", "panels": [
                  {"id": "invoices", "title": "Invoices", "kind": "area",
                   "code": ["metrics.count(\\"invoice.processed.count\\", 1);"],
                   "series": [
                     {"label": "processed", "metric": "invoice.processed.count",
                      "aggregation": "count", "colour": "success"},
                     {"label": "failed", "metric": "invoice.failed.count",
                      "aggregation": "count", "colour": "error"}]}]}
                """));
  }

  private static String get(MetricsHttpServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void aPageOfYourOwnIsInTheConsole() throws Exception {
    try (MetricsRuntime runtime = TestRuntime.create();
        MetricsHttpServer server =
            MetricsHttpServer.start(
                runtime, withBilling(), new InetSocketAddress("127.0.0.1", 0))) {
      String console = get(server, "/admin/");

      assertThat(console).contains("<html");
      assertThat(get(server, "/admin/console.json")).contains("\"billing\"");
    }
  }
}

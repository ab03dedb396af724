package io.tallystick.docs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/security.md promises of changes, of odd paths and of personal data. */
class SecurityPageTest {
  private static final String NOTES = "/admin/api-metrics/annotations";

  private final MetricsRuntime runtime = TestRuntime.create();
  private final MetricsHttpServer server =
      MetricsHttpServer.start(
          runtime, EndpointSettings.standard(), new InetSocketAddress("127.0.0.1", 0));

  @AfterEach
  void stop() {
    server.close();
    runtime.close();
  }

  private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, Accept, x, 415",
    "application/json, Sec-Fetch-Site, cross-site, 403",
    "application/json, Sec-Fetch-Site, same-site, 403",
    "application/json, Origin, http://elsewhere.example, 403",
    "application/json, Sec-Fetch-Site, same-origin, 400"
  })
  void aChangeFromAnotherSiteIsRefused(String type, String header, String value, int status)
      throws Exception {
    assertThat(
            status(
                to(NOTES)
                    .header("Content-Type", type)
                    .header(header, value)
                    .POST(BodyPublishers.ofString("{}"))))
        .isEqualTo(status);
  }

  @Test
  void whatIsChangedWithoutHavingBeenSeenIsRefused() throws Exception {
    assertThat(
            status(
                to("/admin/api-alerts/some")
                    .header("Content-Type", "application/json")
                    .method("DELETE", BodyPublishers.ofString("{}"))))
        .isEqualTo(428);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/..", "/admin/%2e%2e/x", "/admin/a;b", "/admin/%5cx"})
  void pathsThatPlayTricksAreNowhere(String path) throws Exception {
    assertThat(status(to(path))).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "from, ann@example.com",
    "from, 192.0.2.7",
    "card, 4111 1111 1111 1111",
    "phone, +44 20 7946 0958",
    "auth, Bearer abcdefghijklmnop0123456789"
  })
  void personalDataBecomesRedacted(String key, String value) {
    try (MetricsRuntime lenient = MetricsRuntime.builder().installed(false).build()) {
      lenient.metrics().count("mails.count", 1, key, value);

      assertThat(lenient.snapshot().series())
          .extracting(live -> live.series().tags().get(key))
          .contains("redacted")
          .doesNotContain(value);
    }
  }
}

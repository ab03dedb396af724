package io.tallystick.docs.trouble;

import static io.tallystick.docs.trouble.TroubleshootingPageTest.failsAsQuoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import io.tallystick.servlet.http.AccessRule;
import io.tallystick.servlet.http.EndpointRules;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the endpoints say to whom they refuse stands in docs/troubleshooting-guide.md. */
class RefusalsOnPageTest {
  private static final String TOKEN = "0123456789abcdef";

  private final HttpClient client = HttpClient.newHttpClient();
  private final MetricsRuntime runtime = TestRuntime.create();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private MetricsHttpServer served(UnaryOperator<EndpointRules> rules) {
    return MetricsHttpServer.start(
        runtime, EndpointSettings.standard().rules(rules), new InetSocketAddress("127.0.0.1", 0));
  }

  private static HttpRequest.Builder to(MetricsHttpServer server, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.address().getPort() + path));
  }

  private void isRefusedAsQuoted(int status, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    QuotedMessages.has(new ObjectMapper().readTree(answer.body()).get("detail").asText());
  }

  @Test
  void whoIsNotKnownIsTold() throws Exception {
    try (MetricsHttpServer server =
        served(rules -> rules.all(AccessRule.token("prometheus", TOKEN)))) {
      isRefusedAsQuoted(401, to(server, "/metrics"));
    }
  }

  @Test
  void whoComesThroughAProxyIsTold() throws Exception {
    try (MetricsHttpServer server = served(rules -> rules)) {
      isRefusedAsQuoted(403, to(server, "/metrics").header("X-Forwarded-For", "192.0.2.7"));
    }
  }

  @Test
  void whoAsksTooOftenIsTold() throws Exception {
    try (MetricsHttpServer server = served(rules -> rules.scrapesAMinute(1))) {
      HttpRequest.Builder scrape = to(server, "/metrics");
      assertThat(client.send(scrape.build(), BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
      isRefusedAsQuoted(429, scrape);
    }
  }

  @Test
  void aChangeFromAnotherSiteIsTold() throws Exception {
    try (MetricsHttpServer server = served(rules -> rules)) {
      isRefusedAsQuoted(
          403,
          to(server, "/admin/api-metrics/annotations")
              .header("Content-Type", "application/json")
              .header("Origin", "https://elsewhere.example")
              .POST(BodyPublishers.ofString("{}")));
    }
  }

  @Test
  void aTokenThatIsTooShortIsRefused() {
    failsAsQuoted(() -> AccessRule.token("prometheus", "short"));
  }
}

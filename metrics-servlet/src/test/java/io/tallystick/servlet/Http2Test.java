package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.containers.TestContainer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over HTTP/2 a request has an authority in place of the header that the rules ask for. */
class Http2Test {
  private final MetricsRuntime runtime = TestRuntime.create();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private static HttpRequest.Builder request(TestContainer container, String path) {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(container.port(), path));
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    return response;
  }

  private static HttpRequest.Builder annotation(TestContainer container, String origin) {
    return request(container, "/admin/api-metrics/annotations")
        .header("Content-Type", "application/json")
        .header("Origin", origin)
        .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"Release 4.2\"}"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"JETTY", "TOMCAT"})
  void thisMachineMayRead(Transport transport) throws Exception {
    try (TestContainer container = transport.startWithHttp2(runtime, EndpointSettings.standard())) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(request(container, "/metrics")).statusCode()).isEqualTo(200);
        assertThat(send(request(container, "/admin/api-metrics/health")).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"JETTY", "TOMCAT"})
  void onlyTheOwnPagesMayChange(Transport transport) throws Exception {
    try (TestContainer container = transport.startWithHttp2(runtime, EndpointSettings.standard())) {
      send(request(container, "/metrics"));
      String own = "http://127.0.0.1:" + container.port();

      assertThat(send(annotation(container, own)).statusCode()).isEqualTo(201);
      assertThat(send(annotation(container, "http://127.0.0.1:1")).statusCode()).isEqualTo(403);
      assertThat(send(annotation(container, "http://evil.example")).statusCode()).isEqualTo(403);
    }
  }
}

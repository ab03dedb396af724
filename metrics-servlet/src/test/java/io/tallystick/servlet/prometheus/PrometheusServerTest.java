package io.tallystick.servlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsHttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself reads what it is given, and answers from it. */
class PrometheusServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build().start();
  private final MetricsHttpServer server =
      MetricsHttpServer.start(
          runtime,
          EndpointSettings.standard(),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

  @BeforeEach
  void prometheusIsThere() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "prometheus"))),
        "Prometheus scrapes: CI installs the package prometheus");
  }

  @AfterEach
  void close() {
    server.close();
    runtime.close();
  }

  private void serveSome() {
    for (int i = 0; i < 20; i++) {
      Tags tags = Tags.of("route_id", "/users/{id}", "method", "GET", "status_class", "2xx");
      runtime.metrics().count("http.request.count", 1, tags);
      runtime.metrics().histogram("http.request.duration_ms", 40 + i, tags);
      runtime.metrics().gauge("pool.active", i, "odd", "say \"hi\" \\ ü😀");
    }
  }

  @Test
  void promtoolFindsNothingToCheck() throws Exception {
    serveSome();
    Path page = directory.resolve("metrics.txt");
    Files.writeString(page, get("http://127.0.0.1:%d/metrics".formatted(port(server))));
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics")
            .redirectInput(page.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said.lines().filter(line -> !line.endsWith("no help text"))).isEmpty();
    assertThat(promtool.exitValue()).as(said).isIn(0, 3); // 3 is for what it would like better
  }

  @Test
  void aServerScrapesOpenMetricsAndAnswersFromIt() throws Exception {
    serveSome();
    int port = freePort();
    Process prometheus = startPrometheus(port);
    try {
      String api = "http://127.0.0.1:%d/api/v1/".formatted(port);
      await(api + query("up{job=\"app\"}"), answer -> value(answer) == 1);
      JsonNode rate =
          await(
              api + query("sum(rate(http_requests_total[1m]))"),
              answer -> {
                serveSome();
                return value(answer) > 0;
              });
      assertThat(value(rate)).isPositive();

      JsonNode quantile =
          await(
              api
                  + query(
                      "histogram_quantile(0.5, sum by (le)"
                          + " (rate(http_request_duration_seconds_bucket[1m])))"),
              answer -> value(answer) > 0);
      assertThat(value(quantile)).isBetween(0.025, 0.1);

      JsonNode odd = await(api + query("pool_active"), answer -> value(answer) >= 0);
      assertThat(odd.at("/data/result/0/metric/odd").asText()).isEqualTo("say \"hi\" \\ ü😀");

      // Only the newer format says units, so that is the one that was scraped.
      JsonNode metadata =
          json.readTree(get(api + "targets/metadata?metric=http_request_duration_seconds"));
      assertThat(metadata.at("/data/0/unit").asText()).isEqualTo("seconds");
      assertThat(metadata.at("/data/0/type").asText()).isEqualTo("histogram");
    } finally {
      prometheus.destroyForcibly().waitFor();
    }
  }

  private Process startPrometheus(int port) throws IOException {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: app
            static_configs:
              - targets: ["127.0.0.1:%d"]
        """
            .formatted(port(server)));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }

  private static int port(MetricsHttpServer server) {
    return server.address().getPort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String query(String query) {
    return "query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private static double value(JsonNode answer) {
    return answer.at("/data/result/0/value/1").asDouble(-1);
  }

  private String get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private JsonNode await(String url, Predicate<JsonNode> isReady) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String body = "";
      try {
        body = get(url);
        JsonNode answer = json.readTree(body);
        if (isReady.test(answer)) {
          return answer;
        }
      } catch (IOException notYetThere) {
        body = notYetThere.toString();
      }
      assertThat(System.nanoTime()).as("%s answers %s; %s", url, body, log()).isLessThan(deadline);
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private String log() throws IOException {
    Path log = directory.resolve("prometheus.log");
    return Files.exists(log) ? Arrays.toString(Files.readAllLines(log).toArray()) : "";
  }
}

package io.tallystick.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The application of the page "Getting started", started as its user starts it. */
class HelloApplicationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--metrics.file=" + directory.resolve("data/metrics.db")));
    arguments.addAll(List.of(more));
    return SpringApplication.run(HelloApplication.class, arguments.toArray(String[]::new));
  }

  private String get(ConfigurableApplicationContext application, String path)
      throws IOException, InterruptedException {
    int port = ((ServletWebServerApplicationContext) application).getWebServer().getPort();
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  /** An answer may be there before its request is over, and counted. */
  private String getUntil(ConfigurableApplicationContext application, String path, String line)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String body = get(application, path);
    while (!body.contains(line) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      body = get(application, path);
    }
    return body;
  }

  @Test
  void whatItsControllerCountsIsInTheConsoleAndInPrometheus() throws Exception {
    try (ConfigurableApplicationContext application = start()) {
      assertThat(get(application, "/hello/Ada")).isEqualTo("Hello, Ada!");
      get(application, "/hello/Grace");
      get(application, "/hello/Scheherazade");

      String requests =
          "http_requests_total{method=\"GET\",endpoint=\"/hello/{name}\",status_class=\"2xx\"} 3";
      assertThat(getUntil(application, "/metrics", requests))
          .contains(
              "hello_said_total{name_length=\"short\"} 2",
              "hello_said_total{name_length=\"long\"} 1",
              requests);
      assertThat(get(application, "/admin/explore?metric=hello.said.count"))
          .contains("<title>Tallystick</title>");
      JsonNode counted =
          new ObjectMapper()
              .readTree(
                  get(
                      application,
                      "/admin/api-metrics/breakdown?metric=hello.said.count&group_by=name_length&period=1h"));
      assertThat(counted.toString()).contains("short", "long");
    }
  }

  @Test
  void whatItCountedIsThereAfterARestart() throws Exception {
    try (ConfigurableApplicationContext application = start()) {
      get(application, "/hello/Ada");
    }
    assertThat(Files.size(directory.resolve("data/metrics.db"))).isPositive();

    try (ConfigurableApplicationContext application = start()) {
      assertThat(get(application, "/admin/api-metrics/aggregate?metric=hello.said.count&period=1h"))
          .contains("\"count\":1");
    }
  }

  @Test
  void contextsOfTestsLiveBesideEachOtherWhereNoneIsInstalled() throws Exception {
    try (ConfigurableApplicationContext first = start("--metrics.installed=false");
        ConfigurableApplicationContext second = start("--metrics.installed=false")) {
      get(first, "/hello/Ada");
      get(second, "/hello/Scheherazade");

      assertThat(get(first, "/metrics"))
          .contains("hello_said_total{name_length=\"short\"} 1")
          .doesNotContain("name_length=\"long\"");
      assertThat(get(second, "/metrics")).contains("hello_said_total{name_length=\"long\"} 1");
    }
  }

  @Test
  void aSecondContextThatIsInstalledDoesNotStart() {
    try (ConfigurableApplicationContext first = start()) {
      assertThat(first.isRunning()).isTrue();
      assertThatThrownBy(this::start).rootCause().hasMessageContaining("installed already");
    }
  }
}

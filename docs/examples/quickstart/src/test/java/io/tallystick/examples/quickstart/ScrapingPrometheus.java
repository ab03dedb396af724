package io.tallystick.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real Prometheus with the configuration and the rules of docs/prometheus. */
final class ScrapingPrometheus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int TRIES = 3;
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Path directory;
  private final Process process;
  private final String api;

  private ScrapingPrometheus(Path directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.api = "http://127.0.0.1:" + port + "/api/v1/query?query=";
  }

  /** Scrapes a target each second, with the token of a file. */
  static ScrapingPrometheus start(Path directory, URI target, Path token) throws IOException {
    for (Path file : Asked.files(Asked.RULES, "rules.yml")) {
      Files.copy(file, directory.resolve(file.getFileName()));
    }
    String config = Files.readString(Asked.RULES.resolve("prometheus.yml"));
    Path file = directory.resolve("prometheus.yml");
    Files.writeString(
        file,
        config
            .replace("15s", "1s")
            .replace("/etc/prometheus/scrape-token", token.toString())
            .replace("app:8080", target.getAuthority()));
    for (int tries = 1; ; tries++) {
      int port = freePort();
      ScrapingPrometheus started =
          new ScrapingPrometheus(directory, process(directory, file, port), port);
      if (started.listens() || tries == TRIES) {
        return started;
      }
      started.close(); // somebody else took the port meanwhile
    }
  }

  /** Ends with this virtual machine at the latest. */
  private static Process process(Path directory, Path file, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  /** Whether it answers, and not another who has its port. */
  private boolean listens() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (find("1").isPresent()) {
        return process.isAlive();
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What it answers to an expression; an expression that it refuses fails. */
  JsonNode result(String expression) throws IOException, InterruptedException {
    URI uri = URI.create(api + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    String body =
        client
            .send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString())
            .body();
    JsonNode answer = json.readTree(body);
    assertThat(answer.path("status").asText()).as(expression + " " + body).isEqualTo("success");
    return answer.path("data").path("result");
  }

  boolean has(String expression) {
    return find(expression).map(found -> !found.isEmpty()).orElse(false);
  }

  /** As {@link #result}, or nothing while it does not answer. */
  Optional<JsonNode> find(String expression) {
    try {
      return Optional.of(result(expression));
    } catch (IOException notYetThere) {
      return Optional.empty();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  /** Waits until something is so, or for as long as is reasonable. */
  void await(BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean() && System.nanoTime() < deadline) {
      assertThat(process.isAlive()).as(log()).isTrue();
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("prometheus.log"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

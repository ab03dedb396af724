package io.tallystick.servlet.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.memory.InMemoryBackend;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of clients. */
class ClientsTest {
  private static final String HEADER = "X-Api-Key";
  private static final int KEYS = 500;
  private static final int ROUTES = 100;
  private static final int THREADS = 2;

  private final MetricsRuntime runtime =
      MetricsRuntime.builder().source("service:test").storage(InMemoryBackend.create()).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  private static void request(MetricsFilter filter, String key, String path, int status, int bytes)
      throws Exception {
    filter.doFilter(
        new BareRequest("POST", path).header(HEADER, key).header("Content-Length", "7"),
        new BareRequest.Answer(),
        (asked, answer) -> {
          ((HttpServletResponse) answer).setStatus(status);
          answer.getOutputStream().write(new byte[bytes], 0, bytes);
        });
  }

  private MetricsFilter filter(FilterSettings settings) {
    return new MetricsFilter(runtime.metrics(), settings);
  }

  @Test
  void anIdIsKeptAsItsKeyedHashAlone() throws Exception {
    MetricsFilter filter =
        filter(
            FilterSettings.standard().clientFromHeader(HEADER, runtime.keyedHash()).clientDetail());
    request(filter, "secret-key", "/a", 200, 1);

    String hash = runtime.keyedHash().apply("secret-key");
    assertThat(hash).hasSizeGreaterThanOrEqualTo(22);
    assertThat(runtime).counter("http.client.request.count", "client", hash).isEqualTo(1);
    assertThat(runtime).counter("http.request.count", "client", hash).isEqualTo(1);
    assertThat(FilterBed.textOf(runtime)).doesNotContain("secret-key");
  }

  @Test
  void anIdIsKeptAsItIsByWhoeverWantsThat() throws Exception {
    MetricsFilter filter =
        filter(FilterSettings.standard().clientFromHeader(HEADER, UnaryOperator.identity()));
    request(filter, "partner-one", "/a", 200, 1);

    assertThat(runtime).counter("http.client.request.count", "client", "partner-one").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 403, 404, 499, 500, 501})
  void strangersWhoAreNotServedTakeNoPlaceFromClients(int status) throws Exception {
    MetricsFilter filter =
        filter(
            FilterSettings.standard()
                .clientFromHeader(HEADER, UnaryOperator.identity())
                .clientDetail());
    request(filter, "early", "/a", 200, 1);
    for (int i = 0; i < 10_000; i++) {
      request(filter, "stranger" + i, "/a", status, 1);
    }
    request(filter, "late", "/a", 200, 1);
    request(filter, "late", "/a", status, 1);

    assertThat(runtime).counter("http.client.request.count", "client", "other").isEqualTo(10_000);
    for (String metric : new String[] {"http.client.request.count", "http.request.count"}) {
      assertThat(runtime).counter(metric, "client", "early").isEqualTo(1);
      assertThat(runtime).counter(metric, "client", "late").isEqualTo(2);
    }
    assertThat(FilterBed.textOf(runtime)).doesNotContain("stranger");
  }

  @Test
  void aLongIdIsKeptCut() throws Exception {
    MetricsFilter filter =
        filter(
            FilterSettings.standard()
                .clientFromHeader(HEADER, UnaryOperator.identity())
                .clientDetail());
    request(filter, "x".repeat(8_000), "/a", 200, 1);
    request(filter, "y".repeat(127) + "\uD83D\uDE00", "/a", 200, 1);

    for (String metric : new String[] {"http.client.request.count", "http.request.count"}) {
      assertThat(runtime).counter(metric, "client", "x".repeat(128)).isEqualTo(1);
      assertThat(runtime).counter(metric, "client", "y".repeat(127)).isEqualTo(1);
    }
  }

  @Test
  void anEmptyNameIsNoClient() throws Exception {
    MetricsFilter filter = filter(FilterSettings.standard().client(asked -> "").clientDetail());
    request(filter, "any", "/a", 200, 1);

    assertThat(FilterBed.textOf(runtime)).contains("http.request.count").doesNotContain("client=");
  }

  @Test
  void aFunctionThatFailsLosesTheClientAlone() throws Exception {
    MetricsFilter filter =
        filter(
            FilterSettings.standard()
                .client(
                    asked -> {
                      throw new IllegalStateException(asked.getHeader(HEADER));
                    }));
    request(filter, "any", "/a", 200, 1);

    assertThat(runtime).counter("http.request.count", "route_id", "/a").isEqualTo(1);
    assertThat(FilterBed.textOf(runtime)).doesNotContain("http.client");
  }

  @Test
  void whatIsLoggedOfAFailureIsNotItsMessage() {
    IllegalStateException failure = new IllegalStateException("secret-key");
    assertThat(Complaint.told(failure))
        .hasNoCause()
        .hasMessage("java.lang.IllegalStateException")
        .extracting(Throwable::getStackTrace)
        .isEqualTo(failure.getStackTrace());
  }

  @Test
  void nobodyInParticularIsNoClient() throws Exception {
    MetricsFilter filter = filter(FilterSettings.standard().client(asked -> null).clientDetail());
    request(filter, "any", "/a", 200, 1);

    assertThat(runtime).counter("http.request.count", "route_id", "/a").isEqualTo(1);
    assertThat(runtime.snapshot().series())
        .noneMatch(live -> live.series().name().startsWith("http.client"));
  }

  @Test
  void countsAndBytesAreExactForEachOfManyKeysOnManyRoutes() throws Exception {
    MetricsFilter filter =
        filter(
            FilterSettings.standard()
                .route(asked -> asked.getServletPath())
                .clientFromHeader(HEADER, UnaryOperator.identity())
                .clientDetail());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int part = i;
        parts.add(threads.submit(() -> ask(filter, part)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } finally {
      threads.shutdown();
    }

    Map<String, Double> sums = sums();
    int each = ROUTES * THREADS;
    for (int key = 0; key < KEYS; key++) {
      String client = "key" + letters(key);
      assertThat(sums)
          .containsEntry("http.client.request.count " + client, (double) each)
          .containsEntry("http.client.bytes.count in " + client, each * 7.0)
          .containsEntry("http.client.bytes.count out " + client, (double) each * key);
    }
    for (int route = 0; route < ROUTES; route++) {
      assertThat(sums)
          .containsEntry("http.request.count /route-" + letters(route), (double) KEYS * THREADS);
    }
    assertThat(seriesOf("http.request.count")).isBetween(18_000L, 20_000L);
    assertThat(seriesOf("http.request.duration_ms")).isBetween(1_500L, 2_000L);
    assertThat(runtime)
        .histogram("http.request.duration_ms")
        .hasCount((long) KEYS * ROUTES * THREADS);
  }

  /** All counters, each by its name, its direction where it has one, and its client or route. */
  private Map<String, Double> sums() {
    Map<String, Double> sums = new HashMap<>();
    for (LiveSeries live : runtime.snapshot().series()) {
      if (live.total() instanceof Reading.OfCounter counter) {
        Tags tags = live.series().tags();
        String route = tags.get("route_id");
        String direction = tags.get("direction");
        sums.merge(
            live.series().name()
                + (direction == null ? " " : " " + direction + " ")
                + (route == null ? tags.get("client") : route),
            counter.sum(),
            Double::sum);
      }
    }
    return sums;
  }

  private long seriesOf(String name) {
    return runtime.snapshot().series().stream()
        .map(LiveSeries::series)
        .filter(series -> series.name().equals(name))
        .count();
  }

  private static Void ask(MetricsFilter filter, int part) throws Exception {
    for (int key = 0; key < KEYS; key++) {
      for (int route = 0; route < ROUTES; route++) {
        request(
            filter,
            "key" + letters(key),
            "/route-" + letters(route),
            route == 0 || (key + route + part) % 2 == 0 ? 200 : 404 + 99 * (part % 2),
            key);
      }
    }
    return null;
  }

  /** A name that no guard takes for an id. */
  private static String letters(int number) {
    return "" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
  }
}

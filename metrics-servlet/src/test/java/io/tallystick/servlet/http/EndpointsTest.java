package io.tallystick.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  private static final String LONG = "All that happened. ".repeat(100);

  private long nanos;

  private final Endpoints endpoints = endpoints(EndpointRules.closed());

  private Endpoints endpoints(EndpointRules rules) {
    return new Endpoints(
        List.of(
            Endpoint.scrape("/metrics", call -> Answer.text(200, "text/plain", "up 1\n")),
            Endpoint.read("/api/long", Set.of("limit"), call -> Answer.text(200, "text/x", LONG)),
            Endpoint.read(
                "/api/tables/{name}",
                Set.of(),
                call -> Answer.text(200, "text/x", call.variable("name"))),
            Endpoint.read(
                "/api/broken",
                Set.of(),
                call -> {
                  throw new IllegalStateException("the password is swordfish");
                }),
            Endpoint.read("/api/notes", Set.of(), call -> Answer.text(200, "text/x", "none")),
            Endpoint.change(
                "POST", "/api/notes", call -> Answer.bytes(201, "text/x", call.body()))),
        rules,
        () -> nanos);
  }

  private static FakeRequest post(String body) {
    return FakeRequest.to("/api/notes")
        .method("POST")
        .header("Content-Type", "application/json")
        .body(body);
  }

  private static String text(Answer answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      answer.body().writeTo(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /metrics, 200",
    "HEAD, /metrics, 200",
    "GET, /metrics?anything=goes, 200",
    "POST, /metrics, 405",
    "OPTIONS, /metrics, 405",
    "TRACE, /metrics, 405",
    "GET, /metrics/, 404",
    "GET, /Metrics, 404",
    "GET, //metrics, 404",
    "GET, /, 404",
    "GET, /api/tables/a.b, 200",
    "GET, /api/tables, 404",
    "GET, /api/tables/a/b, 404",
    "GET, /api/long?limit=1, 200",
    "GET, /api/long?limt=1, 400",
    "DELETE, /api/notes, 405",
    "GET, /api/broken, 500"
  })
  void aRequestFindsItsEndpointOrLearnsWhyNot(String method, String path, int status) {
    assertThat(endpoints.answer(FakeRequest.to(path).method(method)).status()).isEqualTo(status);
  }

  @Test
  void whoUsesTheWrongMethodLearnsWhichAreRight() {
    Answer answer = endpoints.answer(FakeRequest.to("/api/notes").method("PUT"));

    assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, POST");
  }

  @Test
  void aProblemSaysWhatAndWhyAsJson() {
    Answer answer = endpoints.answer(FakeRequest.to("/api/long?sort=%3Cscript%3E%22"));

    assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
    assertThat(text(answer))
        .isEqualTo(
            "{\"title\":\"Bad parameter\",\"status\":400,\"detail\":\"The parameter sort is"
                + " \\u003cscript\\u003e\\\": this endpoint takes limit.\",\"parameter\":\"sort\","
                + "\"value\":\"\\u003cscript\\u003e\\\"\",\"rule\":\"this endpoint takes limit\"}");
  }

  @Test
  void whatBreaksInsideIsToldToTheLogAlone() {
    assertThat(text(endpoints.answer(FakeRequest.to("/api/broken"))))
        .contains("under error ")
        .doesNotContain("swordfish", "IllegalState");
  }

  @Test
  void everyAnswerTellsBrowsersToRunAndKeepNothing() {
    for (String path : List.of("/metrics", "/nothing", "/api/broken", "/api/long?x=1")) {
      assertThat(endpoints.answer(FakeRequest.to(path)).headers())
          .as(path)
          .containsEntry("X-Content-Type-Options", "nosniff")
          .containsEntry("Referrer-Policy", "no-referrer")
          .containsEntry("Cache-Control", "no-store")
          .containsEntry(
              "Content-Security-Policy",
              "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    }
  }

  @Test
  void aLongAddressIsRefused() {
    Answer answer = endpoints.answer(FakeRequest.to("/metrics?" + "a=1&".repeat(1_024)));

    assertThat(answer.status()).isEqualTo(414);
  }

  @Test
  void whoMayNotIsRefusedAndToldHowToSayWhoItIs() {
    AccessRule token = AccessRule.token("ops", "0123456789abcdef");
    Endpoints guarded = endpoints(EndpointRules.closed().all(token));

    Answer unknown = guarded.answer(FakeRequest.to("/metrics"));
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.headers().get("WWW-Authenticate")).startsWith("Bearer");
    Answer refused = endpoints.answer(FakeRequest.to("/metrics").from("192.0.2.7"));
    assertThat(refused.status()).isEqualTo(403);
  }

  @Test
  void aScraperMayAskSixtyTimesAMinuteAndTheApiSixHundred() {
    for (int i = 0; i < 60; i++) {
      assertThat(endpoints.answer(FakeRequest.to("/metrics")).status()).isEqualTo(200);
    }
    Answer refused = endpoints.answer(FakeRequest.to("/metrics"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("Retry-After", "1");
    for (int i = 0; i < 600; i++) {
      assertThat(endpoints.answer(FakeRequest.to("/api/long")).status()).isEqualTo(200);
    }
    assertThat(endpoints.answer(FakeRequest.to("/api/long")).status()).isEqualTo(429);
  }

  @Test
  void strangersTakeNothingFromThoseWhoMay() {
    for (int i = 0; i < 10_000; i++) {
      endpoints.answer(FakeRequest.to("/metrics").from("192.0.2." + i % 250));
    }

    assertThat(endpoints.answer(FakeRequest.to("/metrics").from("192.0.2.7")).status())
        .isEqualTo(429);
    assertThat(endpoints.answer(FakeRequest.to("/metrics")).status()).isEqualTo(200);
  }

  @Test
  void aChangeCarriesJsonFromAPageOfThisSite() {
    assertThat(text(endpoints.answer(post("{}")))).isEqualTo("{}");
    assertThat(
            endpoints
                .answer(post("{}").header("Content-Type", "application/json; charset=utf-8"))
                .status())
        .isEqualTo(201);
    assertThat(endpoints.answer(post("{}").header("Origin", "http://localhost:8080")).status())
        .isEqualTo(201);
    assertThat(endpoints.answer(post("{}").header("Sec-Fetch-Site", "same-origin")).status())
        .isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "jason"})
  void aChangeThatIsNoJsonIsRefused(String type) {
    assertThat(endpoints.answer(post("{}").header("Content-Type", type)).status()).isEqualTo(415);
    assertThat(endpoints.answer(post("{}").without("Content-Type")).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://evil.example",
    "Origin, null",
    "Origin, http://localhost:8081",
    "Origin, http://localhost:8080.evil.example",
    "Origin, :::",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site"
  })
  void aChangeFromAnotherSiteIsRefused(String header, String value) {
    assertThat(endpoints.answer(post("{}").header(header, value)).status()).isEqualTo(403);
  }

  @Test
  void aLargeBodyIsRefusedWhetherItSaysSoOrNot() {
    String large = "x".repeat((64 << 10) + 1);

    assertThat(endpoints.answer(post(large)).status()).isEqualTo(413);
    assertThat(endpoints.answer(post("{}").header("Content-Length", "65537")).status())
        .isEqualTo(413);
    assertThat(endpoints.answer(post("{}").header("Content-Length", "9".repeat(30))).status())
        .isEqualTo(413);
    assertThat(endpoints.answer(post(large.substring(1))).status()).isEqualTo(201);
  }

  @Test
  void whoHasTheAnswerAlreadyIsToldSo() {
    Answer first = endpoints.answer(FakeRequest.to("/api/long"));
    String tag = String.valueOf(first.headers().get("ETag"));

    Answer again =
        endpoints.answer(FakeRequest.to("/api/long").header("If-None-Match", "\"other\", " + tag));
    assertThat(again.status()).isEqualTo(304);
    assertThat(text(again)).isEmpty();
    assertThat(again.headers()).containsEntry("ETag", tag);
    assertThat(
            endpoints.answer(FakeRequest.to("/api/long").header("If-None-Match", "\"x\"")).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "'deflate, gzip;q=0.5', true",
    "GZIP, true",
    "'gzip;q=0', false",
    "'gzip; q=0.0', false",
    "identity, false",
    "br, false"
  })
  void aLongAnswerIsPressedForWhoTakesThat(String accepted, boolean isPressed) throws IOException {
    Answer answer =
        endpoints.answer(FakeRequest.to("/api/long").header("Accept-Encoding", accepted));

    assertThat(answer.headers().containsKey("Content-Encoding")).isEqualTo(isPressed);
    if (isPressed) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      answer.body().writeTo(out);
      assertThat(out.size()).isLessThan(LONG.length() / 5);
      byte[] plain =
          new GZIPInputStream(new ByteArrayInputStream(out.toByteArray())).readAllBytes();
      assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(LONG);
    } else {
      assertThat(text(answer)).isEqualTo(LONG);
    }
  }

  @Test
  void whatIsMeasuredIsSentWithItsLength() {
    Endpoints sized =
        new Endpoints(
            List.of(
                Endpoint.scrape(
                    "/metrics", call -> Answer.sized(200, "text/plain", 5, out -> write(out, 5)))),
            EndpointRules.closed(),
            () -> nanos);

    assertThat(sized.answer(FakeRequest.to("/metrics")).length()).isEqualTo(5);
    assertThat(sized.answer(FakeRequest.to("/metrics").method("HEAD")).length()).isEqualTo(5);
    assertThat(text(sized.answer(FakeRequest.to("/metrics")))).isEqualTo("xxxxx");
  }

  private static void write(OutputStream out, int count) throws IOException {
    out.write("x".repeat(count).getBytes(StandardCharsets.UTF_8));
  }

  /** Two places: one call waits for the store in one, an answer is being written in the other. */
  @Test
  void noMoreCallsThanAllowedAreAnsweredAtOnceButScrapesAndProbesAre() {
    AtomicReference<Endpoints> endpoints = new AtomicReference<>();
    Map<String, Integer> statusWhileBusy = new HashMap<>();
    Body slowBody =
        out -> {
          for (String path : List.of("/api/idle", "/metrics", "/health")) {
            statusWhileBusy.put(path, endpoints.get().answer(FakeRequest.to(path)).status());
          }
        };
    endpoints.set(
        new Endpoints(
            List.of(
                Endpoint.scrape("/metrics", call -> Answer.empty(200)),
                Endpoint.read("/health", Set.of(), call -> Answer.empty(200)).quick(),
                Endpoint.read("/api/idle", Set.of(), call -> Answer.empty(200)),
                Endpoint.read("/api/export", Set.of(), call -> Answer.stream(200, "a/b", slowBody)),
                Endpoint.read(
                    "/api/slow",
                    Set.of(),
                    call -> {
                      text(endpoints.get().answer(FakeRequest.to("/api/export")));
                      return Answer.empty(200);
                    })),
            EndpointRules.closed().callsAtOnce(2),
            () -> nanos));

    assertThat(endpoints.get().answer(FakeRequest.to("/api/slow")).status()).isEqualTo(200);
    assertThat(statusWhileBusy)
        .containsOnly(entry("/api/idle", 503), entry("/metrics", 200), entry("/health", 200));
    assertThat(endpoints.get().answer(FakeRequest.to("/api/idle")).status()).isEqualTo(200);
  }
}

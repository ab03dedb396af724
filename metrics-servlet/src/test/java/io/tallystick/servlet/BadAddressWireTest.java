package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, methods and heads that nobody sends who means well, as bytes over a socket. */
@ParameterizedClass
@EnumSource(Transport.class)
class BadAddressWireTest {
  private static WireBed bed;

  @Parameter Transport transport;

  @BeforeParameterizedClassInvocation
  static void start(Transport transport) {
    bed = WireBed.start(transport);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    bed.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/../metrics",
        "/../../../etc/passwd",
        "/admin/%2e%2e/metrics",
        "/admin/%2E%2E%2Fmetrics",
        "/admin/%252e%252e/metrics",
        "/admin%5c..%5cmetrics",
        "/admin\\..\\metrics",
        "/admin/..;/metrics",
        "/metrics;x=1",
        "/metrics;",
        "/admin;x=1/api-metrics/health",
        "/metrics%00",
        "/metrics%00.txt",
        "/metrics\u0000",
        "/metrics%0d%0aX-Injected:%201",
        "/admin/api-metrics/tables/..%2f..%2fetc%2fpasswd",
        "/admin/api-metrics/tables/%2e%2e",
        "/admin/api-metrics/tables/..",
        "/admin/api-metrics/tables/%c0%ae%c0%ae",
        "/admin/api-metrics/tables/%ff",
        "/admin/api-metrics/tables/<script>alert(1)</script>",
        "/admin/api-metrics/tables/%3Cscript%3Ealert(1)%3C/script%3E",
        "/./metrics",
        "//metrics",
        "/metrics/",
        "/metrics/.",
        "/%6detrics",
        "/METRICS",
        "/metrics%20",
        "/%",
        "/%zz",
        "/\u00e4\u00f6",
        "metrics",
        "*"
      })
  void whatIsNoPlainPathFindsNothing(String path) throws IOException {
    Reply reply = bed.get(path);

    WireBed.isRefusedWell(path, reply);
    bed.stillAnswers();
  }

  @Test
  void aPathWithManyPartsFindsNothing() throws IOException {
    WireBed.isRefusedWell("slashes", bed.get("/".repeat(4_000)));
    WireBed.isRefusedWell("dots", bed.get("/a/..".repeat(800)));
    bed.stillAnswers();
  }

  @ParameterizedTest
  @ValueSource(ints = {4_096, 5_000, 7_000, 20_000, 200_000})
  void aLongAddressIsRefused(int length) throws IOException {
    Reply reply = bed.get("/admin/api-metrics?endpoint=" + "a".repeat(length));

    if (reply.status() != 0) { // some close at once what they will not read to its end
      WireBed.isRefusedWell("long", reply);
    }
    if (reply.isOurs()) {
      assertThat(reply.status()).isEqualTo(414);
    }
    bed.stillAnswers();
  }

  @Test
  void largeAndManyHeadersDoNoHarm() throws IOException {
    Reply large = bed.get("/metrics", "X-Large: " + "a".repeat(100_000));
    Reply many = bed.get("/metrics", "X-Many: 1\r\n".repeat(2_000) + "X-Last: 1");

    assertThat(large.status()).as("%s", large).isLessThan(500);
    assertThat(many.status()).as("%s", many).isLessThan(500);
    bed.stillAnswers();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /metrics, 'GET, HEAD'",
    "PUT, /metrics, 'GET, HEAD'",
    "DELETE, /admin/api-metrics/annotations, 'GET, HEAD, POST'",
    "OPTIONS, /metrics, 'GET, HEAD'",
    "BREW, /metrics, 'GET, HEAD'",
    "get, /metrics, 'GET, HEAD'"
  })
  void anotherMethodLearnsWhichOnesThereAre(String method, String path, String allowed)
      throws IOException {
    Reply reply = bed.ask(Wire.request(method, path, "Content-Length: 0"));

    assertThat(reply.status()).as("%s", reply).isEqualTo(405);
    assertThat(reply.header("allow")).isEqualTo(allowed);
    bed.stillAnswers();
  }

  @Test
  void traceEchoesNothing() throws IOException {
    Reply reply = bed.ask(Wire.request("TRACE", "/metrics", "X-Secret: " + WireBed.TOKEN));

    WireBed.isRefusedWell("TRACE", reply);
    assertThat(reply.text()).doesNotContain(WireBed.TOKEN);
  }

  @Test
  void anAddressWithItsHostIsReadAsOneWithout() throws IOException {
    Reply reply = bed.get("http://localhost/admin/api-metrics/health");

    assertThat(reply.status()).as("%s", reply).isEqualTo(200);
    assertThat(bed.get("http://evil.example/metrics").status()).isLessThan(500);
    bed.stillAnswers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /metrics HTTP/1.1\r\n\r\n",
        "GET /metrics HTTP/1.0\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: evil.example\r\nHost: localhost\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: \r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: localhost, evil.example\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nHost: 999.999.999.999\r\n\r\n",
        "GET /metrics\r\n\r\n",
        "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
        "GET\r\n\r\n",
        "GET /metrics HTTP/9.9\r\nHost: evil.example\r\n\r\n",
        "GET  /metrics  HTTP/1.1\r\nHost: evil.example\r\n\r\n"
      })
  void aHeadWithoutOneGoodHostIsRefused(String request) throws IOException {
    Reply reply = bed.ask(request);

    assertThat(reply.status()).as("%s got %s", request, reply).isNotEqualTo(200);
    if (reply.status() != 505) { // a version that nobody speaks
      assertThat(reply.status()).as("%s got %s", request, reply).isLessThan(500);
    }
    WireBed.saysNothingInside(reply);
    bed.stillAnswers();
  }

  @Test
  void headHasTheLengthOfGetAndNoBody() throws IOException {
    try (Wire wire = Wire.to(bed.port())) {
      wire.send(Wire.request("GET", "/admin/api-metrics/health"));
      Reply get = wire.reply(false);
      wire.send(Wire.request("HEAD", "/admin/api-metrics/health"));
      Reply head = wire.reply(true);
      wire.send(Wire.request("HEAD", "/nothing"));
      Reply nothing = wire.reply(true);
      wire.send(Wire.request("HEAD", "/metrics"));
      Reply metrics = wire.reply(true);
      wire.send(Wire.request("GET", "/admin/api-metrics/health"));
      Reply again = wire.reply(false);

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
      assertThat(head.header("etag")).isEqualTo(get.header("etag")).isNotNull();
      assertThat(nothing.status()).isEqualTo(404);
      assertThat(metrics.status()).isEqualTo(200);
      assertThat(metrics.header("content-length")).isNotEqualTo("0");
      assertThat(again.text()).as("nothing of the others stands before it").isEqualTo(get.text());
    }
  }

  @Test
  void whoHasItAlreadyIsSentNothingAndTheConnectionGoesOn() throws IOException {
    try (Wire wire = Wire.to(bed.port())) {
      wire.send(Wire.request("GET", "/admin/api-metrics/health"));
      Reply first = wire.reply(false);
      wire.send(
          Wire.request(
              "GET", "/admin/api-metrics/health", "If-None-Match: " + first.header("etag")));
      Reply known = wire.reply(false);
      wire.send(Wire.request("GET", "/admin/api-metrics/health"));

      assertThat(known.status()).isEqualTo(304);
      assertThat(known.header("etag")).isEqualTo(first.header("etag"));
      assertThat(wire.reply(false).text()).isEqualTo(first.text());
    }
  }
}

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

/** What changes something, sent by who should not or in a way that it should not be. */
@ParameterizedClass
@EnumSource(Transport.class)
class ChangeWireTest {
  private static final String PATH = "/admin/api-metrics/annotations";
  private static final String JSON = "Content-Type: application/json";
  private static final String GOOD = "{\"text\":\"Release 4.2\"}";

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

  @Test
  void aGoodChangeIsMade() throws IOException {
    Reply reply = bed.ask(Wire.post(PATH, GOOD, JSON, "Origin: http://localhost"));

    assertThat(reply.status()).as("%s", reply).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: http://evil.example, 403",
    "Origin: null, 403",
    "Origin: http://localhost.evil.example, 403",
    "Origin: https://localhost:1, 403",
    "Sec-Fetch-Site: cross-site, 403",
    "Sec-Fetch-Site: same-site, 403",
    "Content-Type: text/plain, 415",
    "Content-Type: application/x-www-form-urlencoded, 415",
    "Content-Type: multipart/form-data; boundary=x, 415",
    "Content-Type: application/jsonp, 415"
  })
  void whatAPageElsewhereCanSendChangesNothing(String header, int status) throws IOException {
    boolean isType = header.startsWith("Content-Type");
    String request = isType ? Wire.post(PATH, GOOD, header) : Wire.post(PATH, GOOD, JSON, header);

    Reply reply = bed.ask(request);

    assertThat(reply.status()).as("%s", reply).isEqualTo(status);
    WireBed.saysNothingInside(reply);
    bed.stillAnswers();
  }

  @Test
  void headersThatAreSentTwiceAreNotBelievedOnce() throws IOException {
    Reply origin =
        bed.ask(Wire.post(PATH, GOOD, JSON, "Origin: http://localhost", "Origin: http://evil"));
    Reply type = bed.ask(Wire.post(PATH, GOOD, JSON, "Content-Type: text/plain"));

    assertThat(origin.status()).as("%s", origin).isEqualTo(403);
    WireBed.isRefusedWell("two types", type);
  }

  @Test
  void withoutAContentTypeNothingIsChanged() throws IOException {
    Reply reply = bed.ask(Wire.post(PATH, GOOD));

    assertThat(reply.status()).as("%s", reply).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"text\":1}",
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"a\"} {}",
        "{\"text\":\"a\",\"from\":\"yesterday\"}",
        "{\"text\":\"<script>alert(1)</script>\",\"x\":1}",
        "{\"<script>\":1}",
        "{\"text\":\"a\",\"tags\":{\"a\":{\"b\":1}}}",
        "\u00ff\u00fe{\"text\":\"a\"}",
        "{\"text\":\"\u00ff\"}"
      })
  void aBodyThatIsNoGoodOneIsRefused(String body) throws IOException {
    Reply reply = bed.ask(Wire.post(PATH, body, JSON));

    WireBed.isRefusedWell(body, reply);
    assertThat(reply.status()).isEqualTo(400);
    bed.stillAnswers();
  }

  @Test
  void nestedBodiesAreRefused() throws IOException {
    Reply reply = bed.ask(Wire.post(PATH, "{\"tags\":".repeat(5_000), JSON));

    assertThat(reply.status()).as("%s", reply).isEqualTo(400);
  }

  @Test
  void aLargeBodyIsRefusedByItsLengthAndByItsChunks() throws IOException {
    String large = "{\"text\":\"" + "a".repeat(70_000) + "\"}";
    Reply byLength = bed.ask(Wire.post(PATH, large, JSON));
    Reply byChunks =
        bed.ask(
            Wire.request("POST", PATH, JSON, "Transfer-Encoding: chunked")
                + Integer.toHexString(large.length())
                + "\r\n"
                + large
                + "\r\n0\r\n\r\n");
    Reply byWord = bed.ask(Wire.request("POST", PATH, JSON, "Content-Length: 999999999999"));

    for (Reply reply : new Reply[] {byLength, byChunks, byWord}) {
      assertThat(reply.status()).as("%s", reply).isIn(0, 413);
    }
    bed.stillAnswers();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -5\r\n\r\n",
        "Content-Length: five\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Content-Length: 22\r\nContent-Length: 5\r\n\r\n{\"text\":\"Release 4.2\"}",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
        "Transfer-Encoding: gzip\r\n\r\n{}",
        "Content-Length: 500\r\n\r\n{\"text\":\"Release 4.2\"}",
        "Content-Length: 5\r\n\r\n{\"text\":\"Release 4.2\"}"
      })
  void aBodyThatLiesAboutItsLengthIsRefused(String lie) throws IOException {
    try (Wire wire = Wire.to(bed.port())) {
      wire.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\n" + lie);
      wire.endSending();
      Reply reply = wire.reply(false);

      assertThat(reply.status()).as("%s", reply).isNotEqualTo(201);
      if (reply.status() != 501) { // a coding that a server does not know
        assertThat(reply.status()).as("%s", reply).isLessThan(500);
      }
      WireBed.saysNothingInside(reply);
    }
    bed.stillAnswers();
  }
}

package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tallystick.core.polling.HandClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook makes of servers that answer, err, hang, drip, flood and lie. */
class WebhookCallTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Duration GENEROUS = Duration.ofSeconds(20);

  private final HandClock clock = new HandClock();
  private final WebhookSettings settings =
      WebhookSettings.standard(clock).allowingHttpToLoopback().within(GENEROUS);
  private final WebhookSettings hurried = settings.within(Duration.ofMillis(300));

  /** Calls it; what it throws, null when the message arrived. */
  private static @Nullable DeliveryException call(URI uri, WebhookSettings settings) {
    Webhook webhook = Webhook.to(uri, settings);
    return catchThrowableOfType(
        DeliveryException.class, () -> webhook.alert(Messages.firing("e1")));
  }

  private @Nullable DeliveryException replied(String reply) throws IOException {
    try (RawServer server = RawServer.answering(reply)) {
      return call(server.uri("/"), settings);
    }
  }

  @Test
  void theRequestSaysWhereItGoesAndWhichEventItIs() throws Exception {
    try (RawServer server = RawServer.answering(OK + "\r\n")) {
      assertThat(call(server.uri("/a/b%20c?token=t&x=1"), settings)).isNull();

      String body = GenericBody.of(Messages.firing("e1"));
      assertThat(server.requests)
          .containsExactly(
              """
              POST /a/b%%20c?token=t&x=1 HTTP/1.1
              Host: 127.0.0.1:%d
              User-Agent: Tallystick
              Accept: */*
              Content-Type: application/json
              Content-Length: %d
              Connection: close
              X-Tallystick-Event: e1

              """
                      .formatted(server.port(), body.length())
                      .replace("\n", "\r\n")
                  + body);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\n\r\n",
        "HTTP/1.0 202 Accepted\r\n\r\nuntil the end",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
      })
  void aReplyThatIsFineIsADelivery(String reply) throws Exception {
    assertThat(replied(reply)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\nshort",
      })
  void aBodyThatIsBrokenDoesNotTakeBackWhatTheStatusSaid(String reply) throws Exception {
    assertThat(replied(reply)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n",
        "garbage\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nits: end never comes\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
      })
  void whatIsNoReplyIsAFailureThatIsTriedAgain(String reply) throws Exception {
    DeliveryException failure = replied(reply);

    assertThat(failure).isNotNull();
    assertThat(failure.isLasting()).isFalse();
    assertThat(failure.getMessage()).doesNotContain("garbage", "OpenSSH");
  }

  @ParameterizedTest
  @CsvSource({
    "301, false, 0", "307, false, 0", "400, true, 0", "401, true, 0", "404, true, 0",
    "410, true, 0", "408, false, 0", "425, false, 0", "429, false, 7", "500, false, 0",
    "502, false, 0", "503, false, 7", "999, false, 0",
  })
  void aStatusSaysWhetherToTryAgainAndWhen(int status, boolean isLasting, int seconds)
      throws Exception {
    DeliveryException failure =
        replied("HTTP/1.1 " + status + " x\r\nretry-after:  7 \r\nContent-Length: 0\r\n\r\n");

    assertThat(failure).isNotNull().hasMessageStartingWith("HTTP " + status);
    assertThat(failure.isLasting()).isEqualTo(isLasting);
    assertThat(failure.notBefore()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 01 Mar 2026 10:08:30 GMT | 90",
        "Sun, 01 Mar 2026 09:00:00 GMT | 0",
        "soon | 0",
        "-5 | 0",
        "999999999 | 999999999",
        "99999999999999999999 | 0",
      })
  void aPauseIsAskedForInSecondsOrUntilADate(String retryAfter, long seconds) throws Exception {
    DeliveryException failure =
        replied("HTTP/1.1 429 Slow\r\nRetry-After: " + retryAfter + "\r\n\r\n");

    assertThat(failure).isNotNull();
    assertThat(failure.notBefore()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (RawServer other = RawServer.answering(OK + "\r\n")) {
      DeliveryException failure =
          replied("HTTP/1.1 302 Found\r\nLocation: " + other.uri("/") + "\r\n\r\n");

      assertThat(failure).hasMessage("HTTP 302, and redirects are not followed");
      assertThat(other.requests).isEmpty();
    }
  }

  @Test
  void ofALongReplySixtyFourKilobytesAreRead() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    try (RawServer server =
        RawServer.doing(
            (out, closed) -> {
              out.write((OK + "\r\n").getBytes());
              try {
                for (int i = 0; i < 10_000; i++) {
                  out.write(new byte[100_000]);
                }
              } catch (IOException expected) {
                cut.countDown();
              }
            })) {
      assertThat(call(server.uri("/"), settings)).isNull();
      cut.await();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x: y\r\n", "endless", "\u00a0", " \u0085"})
  void aHeadWithoutEndIsCut(String again) throws Exception {
    DeliveryException failure = replied(OK + "a: b" + again.repeat(100_000));

    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).containsAnyOf("too long", "not HTTP/1.1");
  }

  @Test
  void interimRepliesWithoutEndAreCut() throws Exception {
    assertThat(replied("HTTP/1.1 103 Hints\r\n\r\n".repeat(100)))
        .hasMessageContaining("too many interim replies");
  }

  @Test
  void aServerThatTakesTheConnectionAndSaysNothingIsLeft() throws Exception {
    try (RawServer server = RawServer.doing((out, closed) -> closed.await())) {
      assertThat(call(server.uri("/"), hurried)).hasMessage("it took more than 300 ms");
    }
  }

  @Test
  void aServerThatDripsItsHeadIsLeftAtTheSameTime() throws Exception {
    try (RawServer server = RawServer.dripping(OK, "a: b\r\n")) {
      assertThat(call(server.uri("/"), hurried)).hasMessage("it took more than 300 ms");
    }
  }

  @Test
  void aServerThatDripsItsBodyIsLeftAndHasTheMessage() throws Exception {
    try (RawServer server = RawServer.dripping(OK + "\r\n", "x")) {
      long started = System.nanoTime();
      assertThat(call(server.uri("/"), hurried)).isNull();
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(GENEROUS);
    }
  }

  @Test
  void aCallTakesTwoSecondsUnlessATestWantsLess() {
    assertThat(WebhookSettings.standard(clock).budget).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aServerThatReadsNothingIsLeft() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      deaf.setReceiveBufferSize(1_024);
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/");

      AlertMessage large =
          Messages.message("e1", AlertMessage.Transition.FIRING, "x".repeat(30_000_000), "Text");

      assertThatExceptionOfType(DeliveryException.class)
          .isThrownBy(() -> Webhook.to(uri, hurried).alert(large))
          .withMessage("it took more than 300 ms");
    }
  }

  @Test
  void whatIsThereIsNotReadAfterTheDeadline() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    try (RawServer server =
            RawServer.doingAtOnce(
                (out, closed) -> {
                  out.write(new byte[1_000]);
                  sent.countDown();
                  closed.await();
                });
        PlainWire wire =
            PlainWire.connect(
                new InetSocketAddress("127.0.0.1", server.port()),
                Deadline.in(GENEROUS),
                Deadline.in(Duration.ZERO))) {
      sent.await();

      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> wire.read(ByteBuffer.allocate(10)));
    }
  }

  @Test
  void aPortWhereNobodyListensIsAFailureThatIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = gone.getLocalPort();
    }
    DeliveryException failure = call(URI.create("http://127.0.0.1:" + port + "/"), settings);

    assertThat(failure).isNotNull().hasMessageContaining("connection failed");
    assertThat(failure.isLasting()).isFalse();
  }

  @Test
  void whoeverIsInterruptedDoesNotWaitOn() throws Exception {
    try (RawServer server = RawServer.doing((out, closed) -> closed.await())) {
      Thread.currentThread().interrupt();
      assertThat(call(server.uri("/"), settings)).isNotNull();
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}

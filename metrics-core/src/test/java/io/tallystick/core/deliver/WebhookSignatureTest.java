package io.tallystick.core.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.polling.HandClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A receiver can tell that a message is ours, is whole and is of now. */
class WebhookSignatureTest {
  private static final String SECRET = "sixteen letters or more, ş too";

  private final HandClock clock = new HandClock();

  private String requestTo(Webhook webhook, RawServer server) throws Exception {
    webhook.alert(Messages.firing("e1"));
    return server.requests.get(server.requests.size() - 1);
  }

  private static String header(String request, String name) {
    Matcher header = Pattern.compile("\r\n" + name + ": ([^\r]*)\r\n").matcher(request);
    return header.find() ? header.group(1) : "";
  }

  private static byte[] body(String request) {
    return request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8);
  }

  private boolean isGenuine(String secret, String request, byte[] body) throws Exception {
    return SignatureCheck.isGenuine(
        secret,
        header(request, "X-Tallystick-Timestamp"),
        header(request, "X-Tallystick-Signature"),
        body,
        clock.instant());
  }

  @Test
  void aReceiverRecognisesWhatIsOursAndOfNow() throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      WebhookSettings settings =
          WebhookSettings.standard(clock).allowingHttpToLoopback().within(DeliveryRig.SOON);
      String request = requestTo(Webhook.to(server.uri("/"), settings).secret(SECRET), server);
      byte[] body = body(request);
      assertThat(header(request, "X-Tallystick-Timestamp")).isEqualTo("1772359620");
      assertThat(isGenuine(SECRET, request, body)).isTrue();
      assertThat(isGenuine(SECRET + "x", request, body)).isFalse();
      body[20]++;
      assertThat(isGenuine(SECRET, request, body)).isFalse();
      body[20]--;
      clock.pass(Duration.ofMinutes(6));
      assertThat(isGenuine(SECRET, request, body)).isFalse();
      assertThat(request).doesNotContain(SECRET);
    }
  }

  @Test
  void eachAttemptIsSignedWithItsTime() throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      WebhookSettings settings =
          WebhookSettings.standard(clock).allowingHttpToLoopback().within(DeliveryRig.SOON);
      Webhook webhook = Webhook.to(server.uri("/"), settings).secret(SECRET);
      requestTo(webhook, server);
      clock.pass(Duration.ofHours(20));
      String later = requestTo(webhook, server);

      assertThat(isGenuine(SECRET, later, body(later))).isTrue();
    }
  }

  @Test
  void withoutASecretNothingIsSigned() throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      WebhookSettings settings =
          WebhookSettings.standard(clock).allowingHttpToLoopback().within(DeliveryRig.SOON);

      assertThat(requestTo(Webhook.to(server.uri("/"), settings).slack(), server))
          .doesNotContain("X-Tallystick-Signature", "X-Tallystick-Timestamp")
          .contains("X-Tallystick-Event: e1");
    }
  }

  @Test
  void thePageShowsTheCheckThatIsTriedHere() throws Exception {
    String source =
        Files.readString(Path.of("src/test/java/io/tallystick/core/deliver/SignatureCheck.java"));
    String begin = "// begin of the example\n";
    String check =
        source
            .substring(source.indexOf(begin) + begin.length(), source.indexOf("  // end of"))
            .stripTrailing()
            .stripIndent();

    assertThat(Files.readString(Path.of("../docs/webhooks.md"))).contains(check);
  }
}

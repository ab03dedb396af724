package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.AlertMessage;
import io.tallystick.core.deliver.LogListener;
import io.tallystick.core.deliver.Webhook;
import io.tallystick.core.deliver.WebhookSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What the page on webhooks shows. */
class WebhooksPageTest {
  private static final String OPS_SECRET = "sixteen or more characters";
  private static final String SLACK_URL = "https://hooks.slack.com/services/T0/B0/secret";

  private final Pagers pagers = new Pagers(new LinkedBlockingQueue<>());

  private record Pagers(BlockingQueue<String> paged) {
    void page(String id, String text) {
      paged.add(id + " " + text);
    }
  }

  private record Posted(String timestamp, String signature, byte[] body) {}

  final class Pager implements AlertListener {
    public String name() {
      return "pager";
    }

    public void alert(AlertMessage message) throws Exception {
      pagers.page(message.eventId(), message.text());
    }
  }

  static boolean isGenuine(
      String secret, String timestamp, String signature, byte[] body, Instant now)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
    String expected = "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    boolean isSigned =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
    return isSigned && age.abs().compareTo(Duration.ofMinutes(5)) <= 0;
  }

  private static AlertMessage message() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new AlertMessage(
        "e1",
        "r1",
        "Many errors",
        "error_rate",
        "critical",
        AlertMessage.Transition.FIRING,
        new TreeMap<>(),
        15,
        10,
        now,
        now,
        "Error rate jumped from 1 % to 15 %",
        "");
  }

  @Test
  void listenersAreMadeAndSayNothingSecret() {
    String opsSecret = OPS_SECRET;
    String slackUrl = SLACK_URL;
    WebhookSettings settings = WebhookSettings.standard(Clock.systemUTC());
    Webhook ops =
        Webhook.to(URI.create("https://hooks.example.com/alerts"), settings)
            .named("ops")
            .secret(opsSecret);
    Webhook chat = Webhook.to(URI.create(slackUrl), settings).slack();
    AlertListener log = new LogListener();

    assertThat(List.of(ops.name(), chat.name(), log.name())).doesNotHaveDuplicates();
    assertThat(ops.name()).isEqualTo("ops");
    assertThat(chat.name())
        .startsWith("webhook hooks.slack.com (")
        .doesNotContain("services", "secret");
  }

  @Test
  void aListenerOfOnesOwnIsToldOfAnAlert() throws Exception {
    new Pager().alert(message());

    assertThat(pagers.paged()).containsExactly("e1 Error rate jumped from 1 % to 15 %");
  }

  @Test
  void aReceiverKnowsAGenuineMessageByItsSignature() throws Exception {
    BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    HttpServer receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/alerts",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          posted.add(
              new Posted(
                  headers.getFirst("X-Tallystick-Timestamp"),
                  headers.getFirst("X-Tallystick-Signature"),
                  exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try {
      WebhookSettings settings =
          WebhookSettings.standard(Clock.systemUTC()).allowingHttpToLoopback();
      Webhook.to("http://127.0.0.1:" + receiver.getAddress().getPort() + "/alerts", settings)
          .secret(OPS_SECRET)
          .alert(message());
    } finally {
      receiver.stop(0);
    }

    Posted got = posted.poll(30, TimeUnit.SECONDS);
    Instant now = Instant.now();
    assertThat(isGenuine(OPS_SECRET, got.timestamp(), got.signature(), got.body(), now)).isTrue();
    assertThat(isGenuine("another secret", got.timestamp(), got.signature(), got.body(), now))
        .isFalse();
    assertThat(
            isGenuine(
                OPS_SECRET,
                got.timestamp(),
                got.signature(),
                got.body(),
                now.plus(Duration.ofMinutes(6))))
        .isFalse();
    got.body()[10]++;
    assertThat(isGenuine(OPS_SECRET, got.timestamp(), got.signature(), got.body(), now)).isFalse();
  }
}

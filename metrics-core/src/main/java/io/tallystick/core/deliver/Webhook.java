package io.tallystick.core.deliver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Posts alerts to a URL as JSON, signed where a secret was given.
 *
 * <p>Only https to public addresses is called, but for what {@link WebhookSettings} let in. The
 * host is looked up once for each call, all its addresses have to be allowed, and one of exactly
 * these is called; redirects are not followed. A call takes two seconds at most, and of its reply
 * 64 KB are read at most.
 *
 * <p>Nothing that it says of itself holds its secret, or more of its URL than host and port.
 *
 * <p>Immutable: each call gives a webhook with one thing changed. For any thread.
 *
 * <pre>{@code
 * Webhook ops =
 *     Webhook.to(URI.create("https://hooks.example.com/alerts"), WebhookSettings.standard(clock))
 *         .named("ops")
 *         .secret(System.getenv("OPS_WEBHOOK_SECRET"));
 * }</pre>
 */
public final class Webhook implements AlertListener {
  private static final int SHORTEST_SECRET = 16;
  private static final int LONGEST_SECRET = 1_000;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_HOST_IN_A_NAME = 80;

  private final WebhookAddress address;
  private final WebhookSettings settings;
  private final String name;
  private final Function<AlertMessage, String> shape;
  private final byte @Nullable [] secret;

  private Webhook(
      WebhookAddress address,
      WebhookSettings settings,
      String name,
      Function<AlertMessage, String> shape,
      byte @Nullable [] secret) {
    this.address = address;
    this.settings = settings;
    this.name = name;
    this.shape = shape;
    this.secret = secret;
  }

  /**
   * A webhook at a URL that gets JSON with a field for each thing that a message says.
   *
   * @throws InvalidWebhookException when the URL cannot be called; the host is not looked up, see
   *     {@link #check}
   */
  public static Webhook to(URI url, WebhookSettings settings) {
    WebhookAddress address = WebhookAddress.of(url, settings);
    return new Webhook(address, settings, nameOf(address), GenericBody::of, null);
  }

  /**
   * The same for a URL that somebody wrote, of which no message shows more than the host.
   *
   * @throws InvalidWebhookException when it is none, or cannot be called
   */
  public static Webhook to(String url, WebhookSettings settings) {
    return to(WebhookAddress.parsed(url), settings);
  }

  private static String nameOf(WebhookAddress address) {
    String host = OneLine.of(address.hostAndPort(), LONGEST_HOST_IN_A_NAME);
    return "webhook %s (%s)".formatted(host, address.mark());
  }

  /** Sends the shape that Slack's incoming webhooks take, and others that follow them. */
  public Webhook slack() {
    return new Webhook(address, settings, name, SlackBody::of, secret);
  }

  /**
   * Signs with this secret, 16 to 1,000 characters.
   *
   * @throws InvalidWebhookException when it is shorter or longer
   */
  public Webhook secret(String shared) {
    if (shared.length() < SHORTEST_SECRET || shared.length() > LONGEST_SECRET) {
      throw new InvalidWebhookException(
          "secret", "(not shown)", "take 16 to 1000 characters that nobody can guess");
    }
    return new Webhook(address, settings, name, shape, shared.getBytes(UTF_8));
  }

  /**
   * Calls itself so, in place of its host and six digits that stand for the rest of its URL.
   *
   * @throws InvalidWebhookException when the name is blank, longer than 100 characters, of more
   *     than one line, or a URL
   */
  public Webhook named(String stated) {
    boolean isPlain = OneLine.of(stated).equals(stated) && !stated.contains("://");
    if (stated.isBlank() || stated.length() > LONGEST_NAME || !isPlain) {
      throw new InvalidWebhookException(
          "name", "(not shown)", "take 1 to 100 characters in one line that are no URL");
    }
    return new Webhook(address, settings, stated, shape, secret);
  }

  /**
   * Looks up its host, for as long as a call may take, and checks the addresses. A call checks them
   * again.
   *
   * @throws InvalidWebhookException when one of them is refused, or the host is not found
   */
  public void check() {
    address.check();
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Calls it.
   *
   * @throws DeliveryException when it did not answer with a status of 200 to 299
   */
  @Override
  public void alert(AlertMessage message) throws DeliveryException {
    byte[] request = request(message);
    Deadline deadline = Deadline.in(settings.budget);
    try {
      HttpReply reply = new HttpPost(address, settings, deadline).send(request, addresses());
      Verdict.on(reply, settings.clock);
    } catch (UnknownHostException unknown) {
      throw DeliveryException.again("the host is not known");
    } catch (SocketTimeoutException late) {
      throw DeliveryException.again(
          "it took more than %d ms".formatted(settings.budget.toMillis()));
    } catch (IOException broken) {
      throw DeliveryException.again("the connection failed: " + Failed.of(broken).error())
          .because(broken);
    }
  }

  private List<InetAddress> addresses() throws UnknownHostException, DeliveryException {
    List<InetAddress> addresses = address.resolve();
    if (!address.allows(addresses)) {
      throw DeliveryException.again("the host is refused: " + WebhookAddress.REFUSED);
    }
    return addresses;
  }

  private byte[] request(AlertMessage message) {
    byte[] body = shape.apply(message).getBytes(UTF_8);
    byte[] head = (head(message, body) + "\r\n").getBytes(US_ASCII);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  private String head(AlertMessage message, byte[] body) {
    return "POST "
        + address.pathAndQuery()
        + " HTTP/1.1\r\nHost: "
        + address.hostAndPort()
        + "\r\nUser-Agent: Tallystick\r\nAccept: */*\r\nContent-Type: application/json"
        + "\r\nContent-Length: "
        + body.length
        + "\r\nConnection: close\r\nX-Tallystick-Event: "
        + message.eventId()
        + "\r\n"
        + signature(body);
  }

  private String signature(byte[] body) {
    byte[] key = secret;
    if (key == null) {
      return "";
    }
    String timestamp = Long.toString(settings.clock.instant().getEpochSecond());
    byte[] hash = Hashes.hmac(key, (timestamp + '.').getBytes(US_ASCII), body);
    return "X-Tallystick-Timestamp: %s\r\nX-Tallystick-Signature: v1=%s\r\n"
        .formatted(timestamp, Hashes.hex(hash, hash.length));
  }

  @Override
  public String toString() {
    return name;
  }
}

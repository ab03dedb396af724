package io.tallystick.core.deliver;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Where a webhook is: what was checked of its URL. More of it than host and port is a secret, since
 * whoever knows it can call.
 */
final class WebhookAddress {
  static final String REFUSED =
      "its address is not public; whoever runs the application can allow a range of addresses";
  private static final String FIELD = "url";
  private static final String NO_HOST = "(not shown)";
  private static final String EXAMPLE = "write a URL such as https://hooks.example.com/alerts";
  private static final int LONGEST = 2_000;
  private static final int HIGHEST_PORT = 65_535;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MARK_BYTES = 3;

  final boolean isTls;
  final int port;

  /** As it was stated, an IPv6 address in brackets. */
  private final String host;

  private final boolean isPortStated;
  private final String pathAndQuery;
  private final WebhookSettings settings;

  private WebhookAddress(URI uri, boolean isTls, WebhookSettings settings) {
    this.isTls = isTls;
    this.host = uri.getHost().toLowerCase(Locale.ROOT);
    this.isPortStated = uri.getPort() >= 0;
    this.port = isPortStated ? uri.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
    this.pathAndQuery = pathAndQuery(uri);
    this.settings = settings;
  }

  private static String pathAndQuery(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
  }

  /** The URL that a text is; the JDK's exception would show all of it. */
  static URI parsed(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException hidden) {
      throw new InvalidWebhookException(FIELD, NO_HOST, EXAMPLE);
    }
  }

  /**
   * Checks all of a URL that can be checked without asking anybody.
   *
   * @throws InvalidWebhookException when it cannot be called
   */
  static WebhookAddress of(URI stated, WebhookSettings settings) {
    URI uri = URI.create(stated.toASCIIString());
    requireParts(uri);
    requireNoMore(uri);
    boolean isTls = requireScheme(uri, settings);
    WebhookAddress address = new WebhookAddress(uri, isTls, settings);
    byte[] literal = AddressLiteral.bytes(address.hostName());
    if (literal != null && !address.allows(literal)) {
      throw invalid(uri, REFUSED);
    }
    return address;
  }

  private static void requireParts(URI uri) {
    if (uri.getHost() == null) {
      throw invalid(uri, EXAMPLE);
    }
    if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
      throw invalid(uri, "take a port from 1 to 65535");
    }
    if (uri.toString().length() > LONGEST) {
      throw invalid(uri, "a URL has at most 2000 characters");
    }
  }

  private static void requireNoMore(URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw invalid(uri, "a URL holds no user or password");
    }
    if (uri.getRawFragment() != null) {
      throw invalid(uri, "a URL holds no part behind #");
    }
    if (uri.getHost().contains("%")) {
      throw invalid(uri, "an address names no network interface");
    }
    if (uri.getHost().endsWith(".")) {
      throw invalid(uri, "a host ends without a dot");
    }
  }

  private static boolean requireScheme(URI uri, WebhookSettings settings) {
    boolean isTls = "https".equalsIgnoreCase(uri.getScheme());
    boolean isHttp = "http".equalsIgnoreCase(uri.getScheme()) && settings.isHttpAllowed;
    if (!isTls && !isHttp) {
      throw invalid(uri, "a URL begins with https://");
    }
    return isTls;
  }

  private static InvalidWebhookException invalid(URI uri, String rule) {
    String host = uri.getHost();
    return new InvalidWebhookException(FIELD, host == null ? NO_HOST : host, rule);
  }

  /**
   * Checks its addresses, as far as they are known now.
   *
   * @throws InvalidWebhookException when they are refused, or there are none
   */
  void check() {
    List<InetAddress> addresses;
    try {
      addresses = Lookup.of(hostName(), settings.resolver, settings.budget);
    } catch (UnknownHostException unknown) {
      throw new InvalidWebhookException(FIELD, host, "it is not known: take one that is");
    } catch (TimeoutException late) {
      throw new InvalidWebhookException(
          FIELD, host, "looking it up took too long: try again, or take another");
    }
    if (!allows(addresses)) {
      throw new InvalidWebhookException(FIELD, host, REFUSED);
    }
  }

  List<InetAddress> resolve() throws UnknownHostException {
    return List.of(settings.resolver.resolve(hostName()));
  }

  /** Whether all of them may be called: who answers with one that may not is not trusted. */
  boolean allows(List<InetAddress> addresses) {
    return !addresses.isEmpty()
        && addresses.stream().allMatch(address -> allows(address.getAddress()));
  }

  private boolean allows(byte[] address) {
    return isTls ? settings.rules.allow(address) : AddressRules.isLoopback(address);
  }

  /** The host as who looks it up or who shows a certificate knows it: without brackets. */
  String hostName() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  boolean isHostAnAddress() {
    return AddressLiteral.bytes(hostName()) != null;
  }

  /** For the header {@code Host}. */
  String hostAndPort() {
    return isPortStated ? host + ':' + port : host;
  }

  String pathAndQuery() {
    return pathAndQuery;
  }

  /** Six digits that tell it from others on its host, and far too few to find it by. */
  String mark() {
    byte[] hash = Hashes.sha256(pathAndQuery.getBytes(StandardCharsets.UTF_8));
    return Hashes.hex(hash, MARK_BYTES);
  }

  @Override
  public String toString() {
    return hostAndPort();
  }
}

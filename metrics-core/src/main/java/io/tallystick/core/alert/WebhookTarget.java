package io.tallystick.core.alert;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * A web address that a rule tells.
 *
 * <pre>{@code
 * WebhookTarget ops = new WebhookTarget("https://hooks.example.com/services/T0/B0", true);
 * }</pre>
 *
 * @param url where messages are posted; it may be a secret
 * @param isSlack whether they have the shape that Slack understands
 */
public record WebhookTarget(String url, boolean isSlack) {
  private static final int LONGEST = 2_000;

  /** Checks that it is the address of something that may be called. */
  public WebhookTarget {
    if (url.length() > LONGEST) {
      throw new InvalidRuleException(
          "webhooks.url", "an address of " + url.length() + " characters", "give 2,000 at most");
    }
    try {
      String scheme = new URI(url).getScheme();
      if (!"https".equals(scheme) && !"http".equals(scheme)) {
        throw new InvalidRuleException(
            "webhooks.url", "of another scheme", "give an address that begins with https://");
      }
    } catch (URISyntaxException malformed) {
      throw new InvalidRuleException(
          "webhooks.url", "no address", "give one such as https://hooks.example.com/ops");
    }
  }

  /** Without its path, which may be a secret. */
  @Override
  public String toString() {
    return "webhook " + URI.create(url).getHost();
  }
}

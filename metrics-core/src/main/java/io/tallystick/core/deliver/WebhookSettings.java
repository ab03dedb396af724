package io.tallystick.core.deliver;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What webhooks may do: whoever runs the application decides it, for all that others may state.
 *
 * <p>Immutable: each call gives settings with one thing changed.
 *
 * <pre>{@code
 * WebhookSettings settings = WebhookSettings.standard(clock).allowing("10.1.0.0/16");
 * Webhook ops = Webhook.to(URI.create("https://hooks.example.com/alerts"), settings);
 * }</pre>
 */
public final class WebhookSettings {
  private static final Duration BUDGET = Duration.ofSeconds(2);

  final Clock clock;
  final AddressRules rules;
  final boolean isHttpAllowed;
  final @Nullable SSLContext tls;
  final Resolver resolver;
  final Duration budget;

  private WebhookSettings(
      Clock clock,
      AddressRules rules,
      boolean isHttpAllowed,
      @Nullable SSLContext tls,
      Resolver resolver,
      Duration budget) {
    this.clock = clock;
    this.rules = rules;
    this.isHttpAllowed = isHttpAllowed;
    this.tls = tls;
    this.resolver = resolver;
    this.budget = budget;
  }

  /**
   * Https to public addresses alone.
   *
   * @param clock gives the time that is signed
   */
  public static WebhookSettings standard(Clock clock) {
    return new WebhookSettings(
        requireNonNull(clock, "clock"),
        AddressRules.PUBLIC_ONLY,
        false,
        null,
        InetAddress::getAllByName,
        BUDGET);
  }

  /**
   * Lets in addresses that are not public, too. Where a cloud tells its secrets (such as
   * 169.254.169.254) is let in only where it is listed by itself.
   *
   * @param ranges such as {@code 10.1.0.0/16}, {@code fd12:3456::/32} or one address
   * @throws InvalidWebhookException when one is no range
   */
  public WebhookSettings allowing(String... ranges) {
    AddressRules more = rules;
    for (String each : ranges) {
      AddressRange range = AddressRange.parse(each);
      if (range == null) {
        throw new InvalidWebhookException(
            "allowed range", each, "write an address and a number of bits, such as 10.1.0.0/16");
      }
      more = more.and(range);
    }
    return new WebhookSettings(clock, more, isHttpAllowed, tls, resolver, budget);
  }

  /** Lets http in, to addresses of this machine alone: what is sent there is read by others. */
  public WebhookSettings allowingHttpToLoopback() {
    return new WebhookSettings(clock, rules, true, tls, resolver, budget);
  }

  /** Trusts whom this context trusts, such as an authority of one's own. */
  public WebhookSettings trusting(SSLContext context) {
    return new WebhookSettings(
        clock, rules, isHttpAllowed, requireNonNull(context, "context"), resolver, budget);
  }

  WebhookSettings resolving(Resolver with) {
    return new WebhookSettings(clock, rules, isHttpAllowed, tls, with, budget);
  }

  WebhookSettings within(Duration time) {
    return new WebhookSettings(clock, rules, isHttpAllowed, tls, resolver, time);
  }
}

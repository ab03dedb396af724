package io.tallystick.servlet.http;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;

/**
 * Who may ask, how often, and whose word counts for where a request comes from. Immutable; each
 * method gives other rules.
 *
 * <pre>{@code
 * EndpointRules rules =
 *     EndpointRules.closed()
 *         .scraping(AccessRule.token("prometheus", token))
 *         .reading(AccessRule.role("admin"))
 *         .proxies("10.0.0.0/8");
 * }</pre>
 */
public final class EndpointRules {
  private static final int OF_ALL = 10;

  private final AccessRule scraping;
  private final AccessRule reading;
  private final AccessRule changing;
  private final int scrapesAMinute;
  private final int callsAMinute;
  private final List<IpRange> proxies;

  private EndpointRules(
      AccessRule scraping,
      AccessRule reading,
      AccessRule changing,
      int scrapesAMinute,
      int callsAMinute,
      List<IpRange> proxies) {
    this.scraping = scraping;
    this.reading = reading;
    this.changing = changing;
    this.scrapesAMinute = scrapesAMinute;
    this.callsAMinute = callsAMinute;
    this.proxies = proxies;
  }

  /** Whoever asks from this machine, 60 scrapes and 600 other calls a minute, no proxy. */
  public static EndpointRules closed() {
    AccessRule loopback = AccessRule.loopback();
    return new EndpointRules(loopback, loopback, loopback, 60, 600, List.of());
  }

  /** Who may scrape, read and change. */
  public EndpointRules all(AccessRule rule) {
    return scraping(rule).reading(rule).changing(rule);
  }

  /** Who may scrape metrics. */
  public EndpointRules scraping(AccessRule rule) {
    requireNonNull(rule, "rule");
    return new EndpointRules(rule, reading, changing, scrapesAMinute, callsAMinute, proxies);
  }

  /** Who may read history. */
  public EndpointRules reading(AccessRule rule) {
    requireNonNull(rule, "rule");
    return new EndpointRules(scraping, rule, changing, scrapesAMinute, callsAMinute, proxies);
  }

  /** Who may change something, such as make an annotation. */
  public EndpointRules changing(AccessRule rule) {
    requireNonNull(rule, "rule");
    return new EndpointRules(scraping, reading, rule, scrapesAMinute, callsAMinute, proxies);
  }

  /** How often one caller may scrape in a minute, and all together ten times as often. */
  public EndpointRules scrapesAMinute(int most) {
    requireLimit("scrapesAMinute", most);
    return new EndpointRules(scraping, reading, changing, most, callsAMinute, proxies);
  }

  /** How often one caller may ask for anything else, and all together ten times as often. */
  public EndpointRules callsAMinute(int most) {
    requireLimit("callsAMinute", most);
    return new EndpointRules(scraping, reading, changing, scrapesAMinute, most, proxies);
  }

  private static void requireLimit(String name, int most) {
    if (most < 1 || most > 1_000_000) {
      throw new IllegalArgumentException(
          "%s is %d: give a number from 1 to 1,000,000.".formatted(name, most));
    }
  }

  /** The addresses of proxies that {@code X-Forwarded-For} is believed of. */
  public EndpointRules proxies(String... ranges) {
    List<IpRange> all = Arrays.stream(ranges).map(IpRange::parse).toList();
    return new EndpointRules(scraping, reading, changing, scrapesAMinute, callsAMinute, all);
  }

  AccessRule access(Endpoint.Kind kind) {
    return switch (kind) {
      case SCRAPE -> scraping;
      case READ -> reading;
      case CHANGE -> changing;
    };
  }

  int limit(Endpoint.Kind kind) {
    return kind == Endpoint.Kind.SCRAPE ? scrapesAMinute : callsAMinute;
  }

  int limitOfAll(Endpoint.Kind kind) {
    return OF_ALL * limit(kind);
  }

  List<IpRange> proxies() {
    return proxies;
  }
}

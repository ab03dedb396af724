package io.tallystick.servlet.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
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
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

  private final Access access;
  private final Pace pace;
  private final List<IpRange> proxies;

  private EndpointRules(Access access, Pace pace, List<IpRange> proxies) {
    this.access = access;
    this.pace = pace;
    this.proxies = proxies;
  }

  /**
   * Whoever asks from this machine, 60 scrapes and 600 other calls a minute, 16 of these at once,
   * no proxy, and ten seconds for whoever is slow.
   */
  public static EndpointRules closed() {
    AccessRule loopback = AccessRule.loopback();
    return new EndpointRules(
        new Access(loopback, loopback, loopback),
        new Pace(60, 600, 16, Duration.ofSeconds(10)),
        List.of());
  }

  /** Who may scrape, read and change. */
  public EndpointRules all(AccessRule rule) {
    return with(new Access(rule, rule, rule));
  }

  /** Who may scrape metrics. */
  public EndpointRules scraping(AccessRule rule) {
    return with(new Access(rule, access.reading, access.changing));
  }

  /** Who may read history. */
  public EndpointRules reading(AccessRule rule) {
    return with(new Access(access.scraping, rule, access.changing));
  }

  /**
   * Who may change something, such as make an annotation, and who reads alerts and rate limits:
   * these tell addresses of webhooks, and who the clients are.
   */
  public EndpointRules changing(AccessRule rule) {
    return with(new Access(access.scraping, access.reading, rule));
  }

  private EndpointRules with(Access other) {
    return new EndpointRules(other, pace, proxies);
  }

  /** How often one caller may scrape in a minute, and all together ten times as often. */
  public EndpointRules scrapesAMinute(int most) {
    requireLimit("scrapesAMinute", most);
    return with(new Pace(most, pace.callsAMinute, pace.callsAtOnce, pace.patience));
  }

  /** How often one caller may ask for anything else, and all together ten times as often. */
  public EndpointRules callsAMinute(int most) {
    requireLimit("callsAMinute", most);
    return with(new Pace(pace.scrapesAMinute, most, pace.callsAtOnce, pace.patience));
  }

  /**
   * How many calls that read history are answered at once; more get 503. Each takes a thread of the
   * host for as long as the store takes, so this is how many threads a slow store can hold.
   */
  public EndpointRules callsAtOnce(int most) {
    requireLimit("callsAtOnce", most);
    return with(new Pace(pace.scrapesAMinute, pace.callsAMinute, most, pace.patience));
  }

  /** The same with so many calls at once at most, for a server with few threads. */
  public EndpointRules callsAtMost(int most) {
    return callsAtOnce(Math.min(most, pace.callsAtOnce));
  }

  int callsAtOnce() {
    return pace.callsAtOnce;
  }

  private static void requireLimit(String name, int most) {
    if (most < 1 || most > 1_000_000) {
      throw new IllegalArgumentException(
          "%s is %d: give a number from 1 to 1,000,000.".formatted(name, most));
    }
  }

  /**
   * For how long a body may be on its way, at most a minute. {@code MetricsHttpServer} waits no
   * longer either for the next bytes of a request or for who does not take its answer; in a
   * container that is the container's own setting.
   */
  public EndpointRules patience(Duration longest) {
    if (longest.isNegative() || longest.isZero() || longest.compareTo(LONGEST_PATIENCE) > 0) {
      throw new IllegalArgumentException(
          "patience is %s: give a time above 0 and up to a minute.".formatted(longest));
    }
    return with(new Pace(pace.scrapesAMinute, pace.callsAMinute, pace.callsAtOnce, longest));
  }

  private EndpointRules with(Pace other) {
    return new EndpointRules(access, other, proxies);
  }

  /** The addresses of proxies that {@code X-Forwarded-For} is believed of. */
  public EndpointRules proxies(String... ranges) {
    return new EndpointRules(access, pace, Arrays.stream(ranges).map(IpRange::parse).toList());
  }

  AccessRule access(Endpoint.Kind kind) {
    return switch (kind) {
      case SCRAPE -> access.scraping;
      case READ -> access.reading;
      case CHANGE, READ_BY_CHANGERS -> access.changing;
    };
  }

  int limit(Endpoint.Kind kind) {
    return kind == Endpoint.Kind.SCRAPE ? pace.scrapesAMinute : pace.callsAMinute;
  }

  int limitOfAll(Endpoint.Kind kind) {
    return OF_ALL * limit(kind);
  }

  /** For how long who is slow is waited for. */
  public Duration patience() {
    return pace.patience;
  }

  List<IpRange> proxies() {
    return proxies;
  }

  /** Who may do what. */
  private record Access(AccessRule scraping, AccessRule reading, AccessRule changing) {
    Access {
      requireNonNull(scraping, "scraping");
      requireNonNull(reading, "reading");
      requireNonNull(changing, "changing");
    }
  }

  /** How often, and how slowly. */
  private record Pace(int scrapesAMinute, int callsAMinute, int callsAtOnce, Duration patience) {}
}

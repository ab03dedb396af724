package io.tallystick.servlet.filter;

import io.tallystick.Gauge;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** Records requests that ended, under what they are told apart by. */
final class RequestMetrics {
  static final String COUNT = "http.request.count";
  static final String DURATION = "http.request.duration_ms";
  static final String REQUEST_SIZE = "http.request.size_bytes";
  static final String RESPONSE_SIZE = "http.response.size_bytes";

  /** Whoever states routes may state what are none. */
  private static final int MOST_ROUTES = 2_000;

  /** So many are told apart, each once it was served; the rest are one. */
  private static final int MOST_CLIENTS = 10_000;

  /** Below what the metrics may have, so that there is room for routes without a client. */
  private static final int MOST_DETAILED_COUNTERS = 18_000;

  private static final int MOST_DETAILED_HISTOGRAMS = 1_500;
  private static final int HUNDRED = 100;

  /** In ints; two of a processor's lines, which are fetched in pairs. */
  private static final int CACHE_LINE = 32;

  private final Metrics metrics;
  private final boolean hasStatusCode;
  private final boolean hasClientDetail;

  /** One number, with as much room around it as a cache line has: all threads change it. */
  private final AtomicIntegerArray underway = new AtomicIntegerArray(2 * CACHE_LINE);

  private final Gauge inflight;
  private final Bounded<String> known = new Bounded<>(MOST_ROUTES);
  private final Map<String, RouteMetrics> routes = new ConcurrentHashMap<>();
  private final Bounded<Detail> detailedCounters = new Bounded<>(MOST_DETAILED_COUNTERS);
  private final Bounded<Detail> detailedHistograms = new Bounded<>(MOST_DETAILED_HISTOGRAMS);
  private final Bounded<String> clients = new Bounded<>(MOST_CLIENTS);

  RequestMetrics(Metrics metrics, FilterSettings settings) {
    this.metrics = metrics;
    this.hasStatusCode = settings.hasStatusCode();
    this.hasClientDetail = settings.hasClientDetail();
    this.inflight = metrics.gauge("http.request.inflight");
  }

  void began() {
    show(underway.incrementAndGet(CACHE_LINE));
  }

  void ended() {
    show(underway.decrementAndGet(CACHE_LINE));
  }

  /**
   * Says how many there are, not that there is one more: between the begin of a request and its end
   * another runtime may come. Whoever says it last looks again, so that the last number stays.
   */
  private void show(int now) {
    int shown;
    int latest = now;
    do {
      shown = latest;
      inflight.set((long) shown);
      latest = underway.get(CACHE_LINE);
    } while (latest != shown);
  }

  void record(
      String route,
      String method,
      int status,
      @Nullable String client,
      RouteMetrics.Numbers numbers) {
    int methodIndex = HttpMethods.indexOf(method);
    boolean isKnown = client != null && clients.has(client, Outcome.isServed(status));
    String detailed = hasClientDetail && isKnown ? client : null;
    if (hasStatusCode || detailed != null) {
      int told = hasStatusCode ? status : Outcome.classOf(status) * HUNDRED;
      String name = HttpMethods.name(methodIndex);
      recordInDetail(new Detail(bounded(route), name, told, detailed), numbers);
    } else {
      of(route).record(methodIndex, Outcome.classOf(status), numbers);
    }
    if (client != null) {
      recordClient(isKnown ? client : Routes.OTHER, status, numbers);
    }
  }

  private RouteMetrics of(String route) {
    RouteMetrics there = routes.get(route);
    return there != null
        ? there
        : routes.computeIfAbsent(bounded(route), made -> new RouteMetrics(metrics, made));
  }

  private String bounded(String route) {
    return known.has(route) ? route : Routes.OTHER;
  }

  private void recordInDetail(Detail detail, RouteMetrics.Numbers numbers) {
    boolean isCounted = detailedCounters.has(detail);
    Detail kept = isCounted ? detail : detail.withoutClient();
    Detail shown = isCounted && detailedHistograms.has(detail) ? detail : detail.withoutClient();
    metrics.count(COUNT, 1, tags(kept, true));
    Tags ended = tags(shown, true);
    metrics.histogram(DURATION, numbers.millis(), ended);
    metrics.histogram(RESPONSE_SIZE, numbers.sent(), ended);
    metrics.histogram(REQUEST_SIZE, numbers.received(), tags(shown, false));
  }

  private Tags tags(Detail detail, boolean hasStatus) {
    Tags tags = Tags.of("route_id", detail.route(), "method", detail.method());
    if (hasStatus) {
      tags = tags.and("status_class", Outcome.name(Outcome.classOf(detail.status())));
    }
    if (hasStatus && hasStatusCode) {
      tags = tags.and("status_code", Integer.toString(detail.status()));
    }
    return detail.client() == null ? tags : tags.and("client", detail.client());
  }

  private void recordClient(String client, int status, RouteMetrics.Numbers numbers) {
    String statusClass = Outcome.name(Outcome.classOf(status));
    metrics.count("http.client.request.count", 1, "client", client, "status_class", statusClass);
    metrics.count(
        "http.client.bytes.count", numbers.received(), "client", client, "direction", "in");
    metrics.count("http.client.bytes.count", numbers.sent(), "client", client, "direction", "out");
  }

  /** What a request that is recorded in detail is told apart by. */
  private record Detail(String route, String method, int status, @Nullable String client) {
    Detail withoutClient() {
      return new Detail(route, method, status, null);
    }
  }
}

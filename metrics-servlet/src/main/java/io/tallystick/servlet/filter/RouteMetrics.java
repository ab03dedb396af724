package io.tallystick.servlet.filter;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The metrics of one route, bound when they are first needed. Two threads that bind one at once
 * bind the same series.
 */
final class RouteMetrics {
  private final Metrics metrics;
  private final String route;
  private final AtomicReferenceArray<Ended> ended =
      new AtomicReferenceArray<>(HttpMethods.count() * Outcome.classes());
  private final AtomicReferenceArray<Histogram> requestSizes =
      new AtomicReferenceArray<>(HttpMethods.count());

  RouteMetrics(Metrics metrics, String route) {
    this.metrics = metrics;
    this.route = route;
  }

  void record(int method, int statusClass, Numbers numbers) {
    Ended handles = ended(method, statusClass);
    handles.requests().increment();
    handles.duration().record(numbers.millis());
    handles.size().record(numbers.sent());
    requestSize(method).record(numbers.received());
  }

  private Ended ended(int method, int statusClass) {
    int at = method * Outcome.classes() + statusClass;
    Ended there = ended.get(at);
    if (there == null) {
      Tags tags =
          Tags.of(
              "route_id", route,
              "method", HttpMethods.name(method),
              "status_class", Outcome.name(statusClass));
      there =
          new Ended(
              metrics.counter(RequestMetrics.COUNT, tags),
              metrics.histogram(RequestMetrics.DURATION, tags),
              metrics.histogram(RequestMetrics.RESPONSE_SIZE, tags));
      ended.set(at, there);
    }
    return there;
  }

  private Histogram requestSize(int method) {
    Histogram there = requestSizes.get(method);
    if (there == null) {
      there =
          metrics.histogram(
              RequestMetrics.REQUEST_SIZE,
              Tags.of("route_id", route, "method", HttpMethods.name(method)));
      requestSizes.set(method, there);
    }
    return there;
  }

  /** What the numbers of a request that ended are recorded in. */
  private record Ended(Counter requests, Histogram duration, Histogram size) {}

  /** What was measured of a request. */
  interface Numbers {
    double millis();

    long sent();

    long received();
  }
}

package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a {@link RequestSummary} is about: those of one client to one endpoint by one
 * method, that were answered within one window of time. A store has one summary of each group.
 *
 * <pre>{@code
 * RequestGroup group =
 *     new RequestGroup(Granularity.HOUR, tenOClock, "/orders/{id}", "GET", null);
 * }</pre>
 *
 * @param granularity how long the window is
 * @param start where it starts, in whole milliseconds
 * @param endpoint the route that was matched, not blank
 * @param method the request's method, not blank
 * @param client who asked, as the tag {@code client} holds it, not blank; null for requests of
 *     which that is not known, which are a group like others
 */
public record RequestGroup(
    Granularity granularity,
    Instant start,
    String endpoint,
    String method,
    @Nullable String client) {
  /** Checks that the window can be one of the granularity's, and the texts. */
  public RequestGroup {
    requireNonNull(granularity, "granularity");
    Times.requireWholeMillis("start of a window of requests", requireNonNull(start, "start"));
    if (granularity.isAlignedToUtc() && !granularity.bucketStart(start).equals(start)) {
      throw new IllegalArgumentException(
          "A window of %s with requests starts at %s: the nearest start before it is %s."
              .formatted(granularity.id(), start, granularity.bucketStart(start)));
    }
    SeriesKey.requireText("endpoint", endpoint);
    SeriesKey.requireText("method", method);
    if (client != null) {
      SeriesKey.requireText("client", client);
    }
  }
}

package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What all writers together recorded of a group of requests, as one flat row that a tool can read
 * which knows nothing of series and sketches.
 *
 * <p>The parts come from different metrics, and what one of them lacks is 0 or null here: a group
 * may have times and no counted request.
 *
 * <pre>{@code
 * new RequestSummary(group, 120, 3, 1, new ResponseTimes(percentiles, 21.3), 0, 84_210);
 * }</pre>
 *
 * @param group which requests
 * @param requests how many were answered
 * @param errors4xx how many of them with an error of the client's
 * @param errors5xx how many of them with an error of the server's
 * @param times how long the answers took; null when no time was recorded
 * @param requestBytes the size of all requests' bodies together
 * @param responseBytes the size of all answers' bodies together
 */
public record RequestSummary(
    RequestGroup group,
    long requests,
    long errors4xx,
    long errors5xx,
    @Nullable ResponseTimes times,
    long requestBytes,
    long responseBytes) {
  /** Checks that no number is negative, and that there are no more errors than requests. */
  public RequestSummary {
    requireNonNull(group, "group");
    Numbers.requireAtLeast(0, "number of requests", requests);
    requirePart("4xx", errors4xx, requests);
    requirePart("5xx", errors5xx, requests);
    Numbers.requireAtLeast(0, "number of request bytes", requestBytes);
    Numbers.requireAtLeast(0, "number of response bytes", responseBytes);
  }

  private static void requirePart(String statusClass, long errors, long requests) {
    Numbers.requireAtLeast(0, "number of errors " + statusClass, errors);
    if (errors > requests) {
      throw new IllegalArgumentException(
          "Of %d requests %d ended with %s: that must not be more than there are."
              .formatted(requests, errors, statusClass));
    }
  }
}

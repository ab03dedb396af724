package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

/**
 * What an alert rule looks at and when it fires, in words that a store keeps but does not read.
 * Where a rule says nothing, a text is empty and a number 0.
 *
 * <pre>{@code
 * new AlertTerms("/api/*", "", "", "route_id", 10, "gt", 5, 0, 30, 20, "critical", "{}");
 * }</pre>
 *
 * @param endpointFilter which endpoints
 * @param apiKeyFilter which clients
 * @param tagFilter which other tags
 * @param groupBy by which tags groups are made
 * @param threshold what the value is compared with, a finite number
 * @param comparison how it is compared
 * @param windowMinutes over how many minutes the value is made
 * @param forMinutes for how many minutes the condition must hold
 * @param cooldownMinutes how long a group that fired does not fire again
 * @param minimumVolume of how many samples the value must be made
 * @param severity how bad it is
 * @param more everything that has no part of its own here
 */
public record AlertTerms(
    String endpointFilter,
    String apiKeyFilter,
    String tagFilter,
    String groupBy,
    double threshold,
    String comparison,
    int windowMinutes,
    int forMinutes,
    int cooldownMinutes,
    long minimumVolume,
    String severity,
    String more) {
  /** Checks that every text is there and that stores can keep the threshold. */
  public AlertTerms {
    requireNonNull(endpointFilter, "endpointFilter");
    requireNonNull(apiKeyFilter, "apiKeyFilter");
    requireNonNull(tagFilter, "tagFilter");
    requireNonNull(groupBy, "groupBy");
    requireNonNull(comparison, "comparison");
    requireNonNull(severity, "severity");
    requireNonNull(more, "more");
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException(
          "The threshold of a rule is %s: give a finite number.".formatted(threshold));
    }
  }
}

package io.tallystick.instrument;

import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Metrics;

/**
 * What a security review would want to see.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws.
 *
 * <pre>{@code
 * SecurityMetrics.event(SecurityEvent.ADMIN_ACCESS);
 * }</pre>
 */
public final class SecurityMetrics {

  private SecurityMetrics() {}

  /** Something happened that should be looked at. */
  public static void event(SecurityEvent event) {
    Metrics.current().count("security.event.count", 1, "event", text(event));
  }
}

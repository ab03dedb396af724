package io.tallystick.spi;

import java.util.Locale;

/**
 * The kinds of records that a control store keeps for a time only.
 *
 * <pre>{@code
 * control.purge(lease, ControlRecord.ANNOTATION, before, 1_000);
 * }</pre>
 */
public enum ControlRecord {
  /** An {@link AlertEvent}; as old as its beginning. */
  ALERT_EVENT,
  /** An {@link AlertDelivery}; as old as it says. */
  ALERT_DELIVERY,
  /** An {@link Annotation}; as old as its beginning. */
  ANNOTATION,
  /** A {@link RateLimitUse}; as old as the start of its window. */
  RATE_LIMIT_USE;

  /** The word that stands for it in logs and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

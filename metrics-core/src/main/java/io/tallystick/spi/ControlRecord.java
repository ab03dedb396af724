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
  /** An {@link AlertEvent}; as old as it says. */
  ALERT_EVENT,
  /** An {@link AlertDelivery}; as old as it says. */
  ALERT_DELIVERY,
  /** An {@link Annotation}; as old as its beginning. */
  ANNOTATION,
  /**
   * A {@link RateLimitUse} of a minute; as old as its start. One whose window is not settled stays.
   */
  RATE_LIMIT_MINUTE,
  /** One of five minutes; as old as its start. One whose hour is not settled stays. */
  RATE_LIMIT_FIVE_MINUTES,
  /** One of an hour; as old as its start. */
  RATE_LIMIT_HOUR;

  /** The word that stands for it in logs and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

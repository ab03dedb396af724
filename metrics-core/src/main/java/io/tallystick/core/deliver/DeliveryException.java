package io.tallystick.core.deliver;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A message was not delivered.
 *
 * <pre>{@code
 * throw DeliveryException.again("The pager is busy", Duration.ofSeconds(30));
 * throw DeliveryException.lasting("Nobody has the number that was given");
 * }</pre>
 */
public final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean isLasting;
  private final Duration notBefore;

  private DeliveryException(String why, boolean isLasting, Duration notBefore) {
    super(requireNonNull(why, "why"));
    this.isLasting = isLasting;
    this.notBefore = notBefore.isNegative() ? Duration.ZERO : notBefore;
  }

  /** It is to be tried again. The text holds no secret: it goes to the log. */
  public static DeliveryException again(String why) {
    return again(why, Duration.ZERO);
  }

  /** It is to be tried again, but not before this time has passed; ten minutes at most. */
  public static DeliveryException again(String why, Duration notBefore) {
    return new DeliveryException(why, false, notBefore);
  }

  /** To try this message again would come to the same: it is given up. */
  public static DeliveryException lasting(String why) {
    return new DeliveryException(why, true, Duration.ZERO);
  }

  /** Whether to try it again would come to the same. */
  public boolean isLasting() {
    return isLasting;
  }

  /** How long to wait at least. */
  public Duration notBefore() {
    return notBefore;
  }

  DeliveryException because(Throwable cause) {
    initCause(cause);
    return this;
  }
}

package io.tallystick.core.deliver;

import io.tallystick.core.polling.Failures;
import java.time.Duration;

/**
 * What there is to know of a failure.
 *
 * @param error in one line
 * @param isLasting whether to try again would come to the same
 * @param notBefore how long to wait at least
 */
record Failed(String error, boolean isLasting, Duration notBefore) {
  static Failed again(String error) {
    return new Failed(error, false, Duration.ZERO);
  }

  static Failed of(Throwable thrown) {
    String error = OneLine.of(Failures.line(thrown));
    return thrown instanceof DeliveryException said
        ? new Failed(error, said.isLasting(), said.notBefore())
        : again(error);
  }
}

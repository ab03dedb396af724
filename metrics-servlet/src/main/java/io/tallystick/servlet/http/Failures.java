package io.tallystick.servlet.http;

import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what went wrong inside, and who asked a number that the log has too. */
final class Failures {
  private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static RefusedRequest told(RuntimeException failure) {
    String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
    LOGGER.error("An endpoint failed, error {}", id, failure);
    return RefusedRequest.of(
        500,
        "Internal error",
        "Something went wrong inside; the log says more under error %s.".formatted(id));
  }
}

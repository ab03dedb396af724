package io.tallystick.servlet.filter;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log that something fails, once: it may fail with every request. For any thread. */
final class Complaint {
  private static final Logger LOGGER = LoggerFactory.getLogger(MetricsFilter.class);

  private final AtomicBoolean isMade = new AtomicBoolean();
  private final String sentence;

  Complaint(String sentence) {
    this.sentence = sentence;
  }

  /** Tells what failed and where; not its message, which may say the id of a client. */
  void about(RuntimeException failure) {
    if (!isMade.getAndSet(true)) {
      LOGGER.warn("{}; more like it are not logged", sentence, told(failure));
    }
  }

  static Throwable told(RuntimeException failure) {
    Throwable told = new IllegalStateException(failure.getClass().getName());
    told.setStackTrace(failure.getStackTrace());
    return told;
  }
}

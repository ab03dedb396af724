package io.tallystick.core.deliver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes alerts to the application's log: a warning for what begins, a line of information for what
 * is over and for a test. Whatever names hold, each alert is one line.
 *
 * <p>For any thread.
 *
 * <pre>{@code
 * deliveries.offer(message, List.of(new LogListener()));
 * }</pre>
 */
public final class LogListener implements AlertListener {
  private final Logger logger;

  /** Writes as {@code io.tallystick.core.deliver.LogListener}. */
  public LogListener() {
    this(LoggerFactory.getLogger(LogListener.class));
  }

  LogListener(Logger logger) {
    this.logger = logger;
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public void alert(AlertMessage message) {
    switch (message.transition()) {
      case FIRING, WARNING, NO_DATA -> logger.warn("{}", line(message));
      case RESOLVED, TEST -> logger.info("{}", line(message));
    }
  }

  private static String line(AlertMessage message) {
    String group = message.group().isEmpty() ? "" : " " + message.group();
    String link = message.link().isEmpty() ? "" : " " + message.link();
    return OneLine.of(
        "Alert %s (%s) %s%s: %s [event %s, since %s]%s"
            .formatted(
                message.transition().word(),
                message.severity(),
                message.ruleName(),
                group,
                message.text(),
                message.eventId(),
                message.since(),
                link));
  }
}

package io.tallystick.core.alert;

import io.tallystick.core.polling.OwnThread;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.ControlStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps warnings in the store, and says whether somebody else did already. A warning is to come
 * before what it warns of: a store that takes longer than a second is not waited for, nor is one
 * that still has not taken the warning before.
 */
final class WarningNotes {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(WarningNotes.class);

  private final ControlStore control;
  private final OwnThread thread = new OwnThread("tallystick-warning");

  WarningNotes(ControlStore control) {
    this.control = control;
  }

  /** Whether nobody else told of it, as far as can be found out in time. */
  boolean isNews(AlertEvent event) {
    AtomicBoolean isKnown = new AtomicBoolean();
    try {
      OwnThread.Turn turn =
          thread.begin(
              Duration.ZERO,
              () -> {
                boolean isKept = control.putEvent(event);
                return () -> isKnown.set(!isKept);
              },
              failure -> say(event, failure));
      if (turn != null) {
        thread.awaitFree(LONGEST);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return !isKnown.get();
  }

  private static void say(AlertEvent event, Throwable failure) {
    if (failure != null) {
      LOGGER.debug("The warning {} is not kept: {}", event.id(), failure.toString());
    }
  }
}

package io.tallystick.core.collect;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.tallystick.Tags;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pauses of garbage collections, each when the virtual machine tells of it, in whole
 * milliseconds as it does. Being asked, it only makes sure that it listens.
 *
 * <p>The virtual machine holds its listeners, and with them this class's loader, until {@link
 * #close}; a question that comes after it listens to nothing.
 */
final class GcCollector implements Collector {
  private static final Logger LOGGER = LoggerFactory.getLogger(GcCollector.class);

  /** Whom it listens to; guarded by this, like the next. */
  private final List<Listening> heard = new ArrayList<>();

  private boolean isClosed;

  /** One collector of the virtual machine. */
  private record Listening(NotificationEmitter emitter, NotificationListener listener) {
    void end() {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException isGoneAlready) {
        LOGGER.debug("The listener to garbage collections was gone already", isGoneAlready);
      }
    }
  }

  @Override
  public String name() {
    return "gc";
  }

  @Override
  public synchronized void collect(Readings to) {
    if (isClosed || !heard.isEmpty()) {
      return;
    }
    NotificationListener listener = (told, handback) -> pauseOrNote(told, to);
    for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (gc instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
        heard.add(new Listening(emitter, listener));
      }
    }
  }

  /** On a thread of the virtual machine, which has other listeners to tell. */
  private static void pauseOrNote(Notification told, Readings to) {
    try {
      pause(told, to);
    } catch (RuntimeException | LinkageError failure) {
      LOGGER.debug("A pause could not be recorded", failure);
    }
  }

  private static void pause(Notification told, Readings to) {
    if (told.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
        && told.getUserData() instanceof CompositeData data) {
      GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(data);
      if (isPause(info.getGcAction())) {
        to.duration(
            "jvm.gc.pause.duration_ms",
            TimeUnit.MILLISECONDS.toNanos(info.getGcInfo().getDuration()),
            Tags.of("gc", info.getGcName(), "cause", info.getGcCause()));
      }
    }
  }

  /** A cycle of ZGC or Shenandoah goes on beside the application, which only pauses within it. */
  static boolean isPause(String action) {
    return !action.contains("cycle");
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    for (Listening each : heard) {
      each.end();
    }
    heard.clear();
  }
}

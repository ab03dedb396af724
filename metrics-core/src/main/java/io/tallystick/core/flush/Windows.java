package io.tallystick.core.flush;

import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a backlog in their order, and which of them may still get buckets: the newest one
 * of the newest writer alone. Guarded by the monitor of the backlog.
 */
final class Windows {
  private final Room room;
  private final Losses losses;
  private final NavigableMap<Window, WindowBuckets> byWindow = new TreeMap<>();
  private @Nullable WindowBuckets open;
  private @Nullable WriterId writer;
  private final Set<WriterId> earlierWriters = new HashSet<>();

  /** Before this the newest writer's buckets are final. */
  private Instant frontier = Instant.MIN;

  Windows(Room room, Losses losses) {
    this.room = room;
    this.losses = losses;
  }

  /** In order; a copy, so that windows may come and go meanwhile. */
  List<WindowBuckets> inOrder() {
    return new ArrayList<>(byWindow.values());
  }

  @Nullable WindowBuckets get(Window window) {
    return byWindow.get(window);
  }

  /** The window, made where there is none. */
  WindowBuckets make(Window window, long sinceNanos) {
    return byWindow.computeIfAbsent(
        window,
        absent -> {
          room.add(Room.WINDOW_BYTES);
          return new WindowBuckets(window, sinceNanos, room);
        });
  }

  /**
   * The window for buckets that arrive. The first that arrives of a newer window closes the one
   * before; what arrives for one that is closed counts as known to the store.
   */
  WindowBuckets arrive(Window window, long nowNanos) {
    if (!isFinal(window)) {
      return open == null || !open.window().equals(window) ? open(window, nowNanos) : open;
    }
    WindowBuckets late = make(window, nowNanos);
    late.becomeKnown();
    return late;
  }

  private WindowBuckets open(Window window, long nowNanos) {
    close();
    if (writer != null && !writer.equals(window.writer())) {
      earlierWriters.add(writer);
    }
    writer = window.writer();
    frontier = window.start();
    WindowBuckets made = make(window, nowNanos);
    made.open();
    open = made;
    return made;
  }

  /** Lets nothing more come to the open window. */
  void close() {
    WindowBuckets closing = open;
    if (closing != null) {
      open = null;
      frontier = closing.window().end();
      closing.close(losses);
    }
  }

  /** Whether a window is over, so that no bucket arrives any more that lies in it. */
  boolean isFinal(Window window) {
    return earlierWriters.contains(window.writer())
        || (window.writer().equals(writer) && !window.end().isAfter(frontier));
  }

  /** Lets go of a window of which nothing waits and nothing more will come. */
  void removeIfDone(WindowBuckets window) {
    if (window.isDone() && byWindow.remove(window.window(), window)) {
      window.forgetConfirmed();
      room.add(-Room.WINDOW_BYTES);
    }
  }
}

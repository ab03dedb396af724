package io.tallystick.core.deliver;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The events that wait for a receiver, and the last ones of which nothing is to be done any more,
 * so that one that is offered again is not sent again. For any thread.
 */
final class SeenEvents {
  private static final int MOST_DONE = 1_000;

  private final Set<String> waiting = new HashSet<>();
  private final LinkedHashSet<String> done = new LinkedHashSet<>();

  /** Takes an event that waits from now on; whether it was not there. */
  synchronized boolean begin(String eventId) {
    return !done.contains(eventId) && waiting.add(eventId);
  }

  synchronized void end(String eventId) {
    waiting.remove(eventId);
    done.add(eventId);
    if (done.size() > MOST_DONE) {
      Iterator<String> oldest = done.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized boolean has(String eventId) {
    return waiting.contains(eventId) || done.contains(eventId);
  }
}

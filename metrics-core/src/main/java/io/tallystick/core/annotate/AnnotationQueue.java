package io.tallystick.core.annotate;

import io.tallystick.spi.Annotation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Annotations that wait for the store, so many at most. One that is on its way stays the first
 * until it is done, so that whoever lists sees it here or there. Any thread may call.
 */
final class AnnotationQueue {
  private final int most;
  private final Deque<Annotation> waiting = new ArrayDeque<>();
  private boolean isClosed;

  AnnotationQueue(int most) {
    this.most = most;
  }

  /** Whether there was room. */
  synchronized boolean add(Annotation annotation) {
    boolean isTaken = !isClosed && waiting.size() < most;
    if (isTaken) {
      waiting.addLast(annotation);
    }
    return isTaken;
  }

  /** The one that waits longest, which stays; null when there is none. */
  synchronized @Nullable Annotation first() {
    return waiting.peekFirst();
  }

  /** Lets go of one that is done, unless it was given up meanwhile. */
  synchronized void done(Annotation annotation) {
    waiting.remove(annotation);
  }

  synchronized List<Annotation> all() {
    return List.copyOf(waiting);
  }

  /** Takes no other, and gives up what waits; how many that is. */
  synchronized int close() {
    isClosed = true;
    int lost = waiting.size();
    waiting.clear();
    return lost;
  }
}

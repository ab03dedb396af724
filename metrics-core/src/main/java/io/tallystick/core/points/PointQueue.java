package io.tallystick.core.points;

import io.tallystick.spi.Point;
import io.tallystick.spi.PointStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Points that wait for the store, in groups that go in one batch where they fit; so many at most.
 * What is full takes no more, and never gives up what it took: a minute is there whole or not at
 * all. Any thread may call.
 */
final class PointQueue {
  private final int most;
  private final Deque<List<Point>> groups = new ArrayDeque<>();

  /** How many wait, here and with who has reserved room for what is to come. */
  private int taken;

  PointQueue(int most) {
    this.most = most;
  }

  /** Takes room for so many points that are to come; whether there is as much. */
  synchronized boolean tryReserve(int points) {
    boolean fits = points <= most - taken;
    taken += fits ? points : 0;
    return fits;
  }

  /** Takes points that room was reserved for. */
  synchronized void add(List<Point> group) {
    if (!group.isEmpty()) {
      groups.addLast(group);
    }
  }

  /** The points of the next batch; their room is theirs until they are {@linkplain #done}. */
  synchronized List<Point> next() {
    List<Point> next = new ArrayList<>();
    List<Point> first = groups.peekFirst();
    while (first != null && next.size() + first.size() <= PointStore.MAX_BATCH) {
      next.addAll(groups.removeFirst());
      first = groups.peekFirst();
    }
    if (next.isEmpty() && first != null) {
      groups.removeFirst();
      next.addAll(first.subList(0, PointStore.MAX_BATCH));
      groups.addFirst(first.subList(PointStore.MAX_BATCH, first.size()));
    }
    return next;
  }

  /** Gives back the room of points that do not wait any more. */
  synchronized void done(int points) {
    taken -= points;
  }

  /** How many wait, those on their way included. */
  synchronized int size() {
    return taken;
  }
}

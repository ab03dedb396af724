package io.tallystick.servlet.filter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The first so many different things that turned up. For any thread. */
final class Bounded<T> {
  private final int most;
  private final Set<T> known = ConcurrentHashMap.newKeySet();

  Bounded(int most) {
    this.most = most;
  }

  /** Whether it is one of them, or becomes one. Two at once may make one too many. */
  boolean has(T thing) {
    return known.contains(thing) || add(thing);
  }

  /** Whether it is one of them, or becomes one if that is allowed. */
  boolean has(T thing, boolean mayBecome) {
    return mayBecome ? has(thing) : known.contains(thing);
  }

  private boolean add(T thing) {
    if (known.size() >= most) {
      return false;
    }
    known.add(thing);
    return true;
  }
}

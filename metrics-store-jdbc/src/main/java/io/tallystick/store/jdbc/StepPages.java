package io.tallystick.store.jdbc;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/** Goes through steps, so many at a time. */
final class StepPages<T extends Sliced<T>> {
  private final Deque<T> left;
  private final long most;

  /** Pages of so many steps at most, but of one at least. */
  StepPages(Collection<T> all, long most) {
    this.left = new ArrayDeque<>(all);
    this.most = Math.max(1, most);
  }

  Optional<T> next() {
    T first = left.poll();
    if (first == null) {
      return Optional.empty();
    }
    T page = first.first(most);
    T rest = first.after(page);
    if (!rest.isEmpty()) {
      left.push(rest);
    }
    return Optional.of(page);
  }
}

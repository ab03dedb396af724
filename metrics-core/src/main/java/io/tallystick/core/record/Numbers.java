package io.tallystick.core.record;

import java.util.ArrayDeque;
import java.util.Deque;

/** Hands out numbers from 0 on and takes them back; the one that is free for longest goes first. */
final class Numbers {
  private final Deque<Integer> free = new ArrayDeque<>();
  private int next;

  int take() {
    Integer number = free.pollFirst();
    return number != null ? number : next++;
  }

  void giveBack(int number) {
    free.addLast(number);
  }

  /** One more than the highest number that was ever handed out. */
  int end() {
    return next;
  }
}

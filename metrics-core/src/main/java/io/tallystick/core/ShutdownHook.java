package io.tallystick.core;

import org.jspecify.annotations.Nullable;

/** What the virtual machine runs when it ends in order. For whoever holds the runtime's monitor. */
final class ShutdownHook {
  private @Nullable Thread hook;

  void add(Runnable closing) {
    Thread made = new Thread(closing, "tallystick-shutdown");
    try {
      Runtime.getRuntime().addShutdownHook(made);
      hook = made;
    } catch (IllegalStateException isEndingAlready) {
      hook = null;
    }
  }

  void remove() {
    Thread there = hook;
    hook = null;
    if (there == null || Thread.currentThread() == there) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(there);
    } catch (IllegalStateException isEndingAlready) {
      return; // the virtual machine runs the hook, which finds the runtime closed
    }
  }
}

package io.tallystick;

/** A handle that can be turned to another runtime at any time. */
interface LateBoundHandle {
  /** Turns the handle; called under the door's lock only. */
  void bind(Metrics target);
}

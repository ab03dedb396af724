package io.tallystick;

import static java.util.Objects.requireNonNull;

/** A handle of one series that can be turned to another runtime at any time. */
abstract class LateBoundHandle {
  final String name;
  final Tags tags;

  LateBoundHandle(String name, Tags tags) {
    this.name = requireNonNull(name, "name");
    this.tags = requireNonNull(tags, "tags");
  }

  /** Turns the handle; called under the door's lock only. */
  abstract void bind(Metrics runtime);

  final boolean isOfSameSeries(LateBoundHandle other) {
    return name.equals(other.name) && tags.equals(other.tags);
  }
}

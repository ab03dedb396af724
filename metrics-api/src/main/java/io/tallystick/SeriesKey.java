package io.tallystick;

import java.util.Objects;

/** A name and its tags, as the maker of a handle gave them. */
record SeriesKey(String name, Tags tags) {
  SeriesKey {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tags, "tags");
  }
}

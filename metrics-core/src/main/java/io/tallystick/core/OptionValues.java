package io.tallystick.core;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The options that code gave; filled by the builder, for one thread at a time. */
final class OptionValues {
  private final Map<Option<?>, Object> values = new HashMap<>();

  /** Gives an option a value, in place of an earlier one; it is checked when all is resolved. */
  <T> OptionValues set(Option<T> option, T value) {
    values.put(option, requireNonNull(value, option.method()));
    return this;
  }

  /** The value that was given, or empty. */
  @SuppressWarnings("unchecked") // set() is the only way in, and its types agree
  <T> Optional<T> get(Option<T> option) {
    return Optional.ofNullable((T) values.get(option));
  }
}

package io.tallystick.core;

import java.util.Locale;

/**
 * One option: its name, type, default, and what it does.
 *
 * <p>One name is enough: {@code tallystick.flush.interval} as a system property is {@code
 * TALLYSTICK_FLUSH_INTERVAL} in the environment and {@code flushInterval} in code.
 */
final class Option<T> {
  static final String PREFIX = "tallystick.";

  private final String property;
  private final OptionType<T> type;
  private final T standard;
  private final String meaning;

  Option(String property, OptionType<T> type, T standard, String meaning) {
    this.property = property;
    this.type = type;
    this.standard = standard;
    this.meaning = meaning;
  }

  /** The name as a system property. */
  String property() {
    return property;
  }

  /** The name in the environment. */
  String variable() {
    return property.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The name of the builder's method. */
  String method() {
    StringBuilder name = new StringBuilder();
    for (String word : property.substring(PREFIX.length()).split("\\.")) {
      name.append(name.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)))
          .append(word, 1, word.length());
    }
    return name.toString();
  }

  OptionType<T> type() {
    return type;
  }

  /** The value where nobody gave another. */
  T standard() {
    return standard;
  }

  /** What it does, in a line. */
  String meaning() {
    return meaning;
  }

  @Override
  public String toString() {
    return property;
  }
}

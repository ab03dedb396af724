package io.tallystick.core;

/**
 * An option's value and where it comes from.
 *
 * @param value the value
 * @param origin who gave it, as the start of a sentence: {@code The variable TALLYSTICK_SOURCE}
 * @param text the value as it may be shown
 * @param isStandard whether nobody gave it, so that it is the default
 */
record GivenOption<T>(T value, String origin, String text, boolean isStandard) {
  /** {@code The variable TALLYSTICK_SOURCE is "service:api"}. */
  String sentence() {
    return "%s is \"%s\"".formatted(origin, text);
  }
}

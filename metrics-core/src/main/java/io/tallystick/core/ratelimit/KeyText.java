package io.tallystick.core.ratelimit;

import java.util.regex.Pattern;

/** How a key is called in sentences. */
final class KeyText {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32,64}");
  private static final int SHORT = 8;

  private KeyText() {}

  /** A hash by its beginning, all else as it is. */
  static String of(String name) {
    return HASH.matcher(name).matches() ? name.substring(0, SHORT) + "…" : name;
  }
}

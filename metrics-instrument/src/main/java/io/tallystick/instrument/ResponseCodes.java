package io.tallystick.instrument;

import org.jspecify.annotations.Nullable;

/**
 * The texts of HTTP's response codes, each made once.
 *
 * <p>Written without a lock: threads that come at once make equal texts, and a text has only final
 * fields, so whoever sees one sees all of it.
 */
final class ResponseCodes {
  private static final int LOWEST = 100;
  private static final int HIGHEST = 599;

  private static final @Nullable String[] TEXTS = new String[HIGHEST + 1];

  private ResponseCodes() {}

  /** A code's digits; {@code other} for what HTTP does not have. */
  static String text(int code) {
    if (code < LOWEST || code > HIGHEST) {
      return "other";
    }
    String known = TEXTS[code];
    if (known == null) {
      known = Integer.toString(code);
      TEXTS[code] = known;
    }
    return known;
  }
}

package io.tallystick.guard;

/**
 * Makes text that every store, log and screen reads alike: control characters, bidirectional
 * controls, line separators and halves of surrogate pairs become U+FFFD.
 *
 * <p>Cleaning is idempotent, keeps the length, and gives back the same object when nothing is
 * wrong.
 */
final class TextSanitiser {
  private static final char REPLACEMENT = '\uFFFD';

  private TextSanitiser() {}

  static String clean(String text) {
    int first = firstUnfit(text, 0);
    if (first == text.length()) {
      return text;
    }
    StringBuilder cleaned = new StringBuilder(text.length());
    int done = 0;
    for (int at = first; at < text.length(); at = firstUnfit(text, done)) {
      cleaned.append(text, done, at).append(REPLACEMENT);
      done = at + 1;
    }
    return cleaned.append(text, done, text.length()).toString();
  }

  /** The first {@code max} characters, one fewer where that would halve a surrogate pair. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    boolean halves = max > 0 && Character.isSurrogatePair(text.charAt(max - 1), text.charAt(max));
    return text.substring(0, halves ? max - 1 : max);
  }

  private static int firstUnfit(String text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i += 2;
      } else if (Character.isSurrogate(c) || isControl(c)) {
        return i;
      } else {
        i++;
      }
    }
    return i;
  }

  private static boolean isControl(char c) {
    return Character.isISOControl(c)
        || c == '\u061C'
        || c == '\u200E'
        || c == '\u200F'
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }
}

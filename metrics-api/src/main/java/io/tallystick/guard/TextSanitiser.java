package io.tallystick.guard;

/**
 * Makes text that every store, log and screen reads alike: control characters, bidirectional
 * controls, line separators and halves of surrogate pairs become U+FFFD.
 *
 * <p>Cleaning is idempotent, keeps the length, and gives back the same object when nothing is
 * wrong.
 *
 * <pre>{@code
 * TextSanitiser.clean("a\tb"); // a U+FFFD b
 * }</pre>
 */
public final class TextSanitiser {
  private static final char REPLACEMENT = '\uFFFD';

  private TextSanitiser() {}

  /** The text with U+FFFD in the place of what is unfit. */
  public static String clean(String text) {
    char[] cleaned = null;
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      if (isUnfit(codePoint)) {
        cleaned = cleaned == null ? text.toCharArray() : cleaned;
        cleaned[i] = REPLACEMENT;
      }
    }
    return cleaned == null ? text : new String(cleaned);
  }

  /** The first {@code max} characters, one fewer where that would halve a surrogate pair. */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    boolean halves = max > 0 && Character.isSurrogatePair(text.charAt(max - 1), text.charAt(max));
    return text.substring(0, halves ? max - 1 : max);
  }

  /** A surrogate that is a code point of its own has lost its other half. */
  private static boolean isUnfit(int c) {
    return Character.isISOControl(c)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}

package io.tallystick.guard;

import org.jspecify.annotations.Nullable;

/**
 * Recognises personal data and secrets by their form, anywhere in a text.
 *
 * <p>Each form is found by a scan that looks at every character a bounded number of times, so the
 * whole is linear in the length of the text: regular expressions are only asked where a form can
 * begin, and every repetition in them is bounded. A form must stand free, not inside a longer word
 * or number: route patterns, versions, identifiers and decimal numbers pass.
 */
final class PiiFilter {
  /** What stands in place of a value that was recognised. */
  static final String REDACTED = "redacted";

  /** Whatever begins in a text is recognised when this many characters behind it are read too. */
  static final int REACH = 512;

  /** How much of a user's text a message repeats. */
  private static final int SHOWN = 60;

  private PiiFilter() {}

  /** What a person calls the first form found, or null. */
  static @Nullable String formIn(String key, String text) {
    if (EmailForm.isIn(text)) {
      return "an e-mail address";
    }
    if (IpForm.isIn(key, text)) {
      return "an IP address";
    }
    if (SecretForm.isIn(text)) {
      return "a token or key";
    }
    return NumberForm.isIn(text) ? "a card or phone number" : null;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordAt(String text, int index) {
    return index >= 0 && index < text.length() && Character.isLetterOrDigit(text.charAt(index));
  }

  static boolean isDigitAt(String text, int index) {
    return index >= 0 && index < text.length() && isDigit(text.charAt(index));
  }

  static boolean isAt(String text, int index, char c) {
    return index >= 0 && index < text.length() && text.charAt(index) == c;
  }

  /** Whether a number stands free: not in a word, and not a part of a longer dotted number. */
  static boolean standsFree(String text, int start, int end) {
    boolean goesOnBefore = isAt(text, start - 1, '.') && isDigitAt(text, start - 2);
    boolean goesOnBehind = isAt(text, end, '.') && isDigitAt(text, end + 1);
    return !goesOnBefore && !goesOnBehind && !isWordAt(text, start - 1) && !isWordAt(text, end);
  }

  /** A user's text as a message may repeat it: clean, short, and without anything to hide. */
  static String quoted(String text) {
    String start = TextSanitiser.clean(TextSanitiser.cut(text, SHOWN + REACH));
    if (formIn("", start) != null) {
      return REDACTED;
    }
    String shown = TextSanitiser.cut(start, SHOWN);
    return (shown.length() < text.length() ? "\"%s…\"" : "\"%s\"").formatted(shown);
  }
}

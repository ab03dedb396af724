package io.tallystick.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises personal data and secrets by their form, anywhere in a text.
 *
 * <p>Each form is found by a scan that looks at every character a bounded number of times, so the
 * whole is linear in the length of the text; there is no regular expression to blow up. A form must
 * stand free, not inside a longer word or number: route patterns, versions, identifiers and decimal
 * numbers pass.
 */
final class PiiFilter {
  /** What stands in place of a value that was recognised. */
  static final String REDACTED = "redacted";

  /** No form needs more characters than this, counted from where it begins, to be recognised. */
  static final int REACH = 512;

  /** One form of personal data. */
  interface Form {
    /** What a person calls it. */
    String title();

    /** Whether the text holds it; the key tells what the text is about. */
    boolean isIn(String key, String text);
  }

  private static final List<Form> FORMS =
      List.of(new EmailForm(), new Ipv4Form(), new Ipv6Form(), new SecretForm(), new NumberForm());

  private PiiFilter() {}

  /** The title of the first form found, or null. */
  static @Nullable String formIn(String key, String text) {
    for (Form form : FORMS) {
      if (form.isIn(key, text)) {
        return form.title();
      }
    }
    return null;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
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
}

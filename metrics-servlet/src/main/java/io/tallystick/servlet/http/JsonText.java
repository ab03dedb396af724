package io.tallystick.servlet.http;

import java.util.Locale;

/**
 * A text as a string of JSON, in characters that nothing on the way takes for anything else: a page
 * that shows it by mistake finds no tag in it, and a lone half of a character stays readable.
 */
final class JsonText {
  private JsonText() {}

  static void append(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      append(json, text.charAt(i), text, i);
    }
    json.append('"');
  }

  private static void append(StringBuilder json, char each, String text, int at) {
    if (each == '"' || each == '\\') {
      json.append('\\').append(each);
    } else if (each < ' ' || "<>&'".indexOf(each) >= 0 || isOdd(each, text, at)) {
      json.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
    } else {
      json.append(each);
    }
  }

  /** Lone surrogates, and the ends of lines that older scripts know of. */
  private static boolean isOdd(char each, String text, int at) {
    if (Character.isHighSurrogate(each)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(each)) {
      return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }
    return each == '\u2028' || each == '\u2029' || each == 0x7f;
  }
}

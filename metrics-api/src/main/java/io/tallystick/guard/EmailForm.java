package io.tallystick.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An e-mail address: {@code local@domain.tld}, also with the at sign written {@code %40}. */
final class EmailForm {
  /** Two or more labels, the last one of letters or in its ASCII form, that are no version. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?!v?[0-9]+x?\\.[0-9]|[0-9]+x\\.|v[0-9]+\\.)"
              + "(?:[\\p{L}\\p{M}\\p{N}\\uFFFD-]{1,63}\\.){1,8}"
              + "(?:xn--[a-z0-9-]{1,59}|[\\p{L}\\p{M}]{2,63})(?![\\p{L}\\p{N}])");

  private EmailForm() {}

  static boolean isIn(String text) {
    Matcher domain = DOMAIN.matcher(text);
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c == '@';
      if ((plain || (c == '%' && text.startsWith("40", i + 1)))
          && isLocal(text.charAt(i - 1))
          && domain.region(plain ? i + 1 : i + 3, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLocal(char c) {
    return c > 127 || Character.isLetterOrDigit(c) || "!#$&'*+-=?^_`{|}~.\"".indexOf(c) >= 0;
  }
}

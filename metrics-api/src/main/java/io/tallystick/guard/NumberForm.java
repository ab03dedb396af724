package io.tallystick.guard;

import java.util.regex.Pattern;

/**
 * A payment card number or a telephone number.
 *
 * <p>A card number has an issuer's prefix, that issuer's length and a valid Luhn sum, written whole
 * or in groups of three to six digits with one kind of separator. A telephone number begins with
 * {@code +} and has 8 to 15 digits.
 */
final class NumberForm {
  private static final int MAX_CARD = 19;

  /** The prefixes of the issuers with the lengths that they give out. */
  private static final Pattern CARD =
      Pattern.compile(
          "4[0-9]{12}(?:[0-9]{3}){0,2}"
              + "|(?:5[1-5]..|220[0-4]|222[1-9]|22[3-9].|2[3-6]..|27[01].|2720)[0-9]{12}"
              + "|3[47][0-9]{13}"
              + "|3(?:0[0-5]|[689].)[0-9]{11}"
              + "|(?:6011|64[4-9].|65..|62..|352[89]|35[3-8].)[0-9]{12,15}"
              + "|(?:5018|5020|5038|5893|6304|6759|676[1-3])[0-9]{9,15}");

  /** Groups of a card number stand apart by one of these; pasted text has the last two. */
  private static final String SEPARATORS = " -\u00A0\u2011";

  /** A plus, maybe encoded, and digits in groups, but no decimal number with a sign. */
  private static final Pattern PHONE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:\\+|%2[Bb])(?![0-9]\\.[0-9]+(?![0-9 .()/-]))"
              + "[(]?[1-9](?:[ .()/\\u00A0\\u2011-]{0,2}[0-9]){7,14}+"
              + "(?![ .()/-]{0,2}[0-9]|[\\p{L}&&[^x]])");

  private NumberForm() {}

  static boolean isIn(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (PiiFilter.isDigit(text.charAt(i))) {
        if (isCard(text, i)) {
          return true;
        }
        while (PiiFilter.isDigitAt(text, i + 1)) {
          i++;
        }
      }
    }
    return (text.indexOf('+') >= 0 || text.contains("%2")) && PHONE.matcher(text).find();
  }

  private static boolean isCard(String text, int start) {
    StringBuilder digits = new StringBuilder(MAX_CARD);
    char separator = 0;
    int at = start;
    while (true) {
      int group = at;
      while (digits.length() <= MAX_CARD && PiiFilter.isDigitAt(text, at)) {
        digits.append(text.charAt(at++));
      }
      if (digits.length() > MAX_CARD) {
        return false;
      }
      if (CARD.matcher(digits).matches()
          && luhnSum(digits) % 10 == 0
          && PiiFilter.standsFree(text, start, at)) {
        return true;
      }
      char next = at < text.length() ? text.charAt(at) : 0;
      boolean grouped = at - group >= 3 && at - group <= 6 && SEPARATORS.indexOf(next) >= 0;
      if (!grouped || (separator != 0 && next != separator)) {
        return false;
      }
      separator = next;
      at++;
    }
  }

  private static int luhnSum(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = digit * 2;
      sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return sum;
  }
}

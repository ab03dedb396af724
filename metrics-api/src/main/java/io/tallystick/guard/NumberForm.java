package io.tallystick.guard;

/**
 * A payment card number or a telephone number.
 *
 * <p>A card number has an issuer's prefix, that issuer's length and a valid Luhn sum, written whole
 * or in groups of three to six digits with one kind of separator. A telephone number begins with
 * {@code +} and has 8 to 15 digits.
 */
final class NumberForm implements PiiFilter.Form {
  private static final int MAX_CARD = 19;
  private static final int MIN_PHONE = 8;
  private static final int MAX_PHONE = 15;

  @Override
  public String title() {
    return "a card or phone number";
  }

  @Override
  public boolean isIn(String key, String text) {
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '+' && isPhone(text, i)) {
        return true;
      }
      if (PiiFilter.isDigit(text.charAt(i))) {
        if (isCard(text, i)) {
          return true;
        }
        while (PiiFilter.isDigitAt(text, i + 1)) {
          i++;
        }
      }
      i++;
    }
    return false;
  }

  private static boolean isPhone(String text, int plus) {
    if (PiiFilter.isWordAt(text, plus - 1)) {
      return false;
    }
    int digits = 0;
    int separators = 0;
    int at = plus + 1;
    while (at < text.length() && digits <= MAX_PHONE && separators <= 2) {
      char c = text.charAt(at);
      if (PiiFilter.isDigit(c)) {
        if (digits == 0 && c == '0') {
          return false;
        }
        digits++;
        separators = 0;
      } else if (" -.()/".indexOf(c) >= 0) {
        separators++;
      } else {
        break;
      }
      at++;
    }
    boolean inWord = separators == 0 && PiiFilter.isWordAt(text, at);
    return digits >= MIN_PHONE && digits <= MAX_PHONE && !inWord;
  }

  private static boolean isCard(String text, int start) {
    if (!startsFree(text, start)) {
      return false;
    }
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
      if (endsFree(text, at) && isCardNumber(digits)) {
        return true;
      }
      char next = at < text.length() ? text.charAt(at) : 0;
      boolean grouped = at - group >= 3 && at - group <= 6 && (next == ' ' || next == '-');
      if (!grouped || (separator != 0 && next != separator)) {
        return false;
      }
      separator = next;
      at++;
    }
  }

  /** Digits behind a decimal point are a fraction, not a number of their own. */
  private static boolean startsFree(String text, int start) {
    boolean fraction = PiiFilter.isAt(text, start - 1, '.') && PiiFilter.isDigitAt(text, start - 2);
    return !PiiFilter.isWordAt(text, start - 1) && !fraction;
  }

  private static boolean endsFree(String text, int end) {
    boolean fraction = PiiFilter.isAt(text, end, '.') && PiiFilter.isDigitAt(text, end + 1);
    return !PiiFilter.isWordAt(text, end) && !fraction;
  }

  private static boolean isCardNumber(CharSequence digits) {
    return digits.length() >= 13 && hasIssuer(digits) && luhnSum(digits) % 10 == 0;
  }

  private static boolean hasIssuer(CharSequence digits) {
    int length = digits.length();
    int four = Integer.parseInt(digits, 0, 4, 10);
    int two = four / 100;
    return switch (length) {
      case 13 -> two / 10 == 4 || isDebit(four);
      case 14 -> (four >= 3000 && four <= 3059) || two == 36 || two == 38 || two == 39;
      case 15 -> two == 34 || two == 37 || isDebit(four);
      default -> isLongNumber(four, length);
    };
  }

  private static boolean isLongNumber(int four, int length) {
    int two = four / 100;
    boolean sixteen = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
    boolean visa = two / 10 == 4 && (length == 16 || length == 19);
    boolean discover = four == 6011 || two == 65 || (four >= 6440 && four <= 6499);
    boolean asian = (four >= 3528 && four <= 3589) || two == 62;
    return sixteen || visa || discover || asian || isDebit(four);
  }

  private static boolean isDebit(int four) {
    return four == 5018
        || four == 5020
        || four == 5038
        || four == 5893
        || four == 6304
        || four == 6759
        || (four >= 6761 && four <= 6763);
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

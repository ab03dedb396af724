package io.tallystick.guard;

/**
 * An IPv4 address: four numbers of 0 to 255 joined by dots, neither part of a longer dotted number
 * nor of a word, unless the tag key says that it is a version.
 */
final class Ipv4Form implements PiiFilter.Form {
  @Override
  public String title() {
    return "an IP address";
  }

  @Override
  public boolean isIn(String key, String text) {
    int i = 0;
    while (i < text.length()) {
      if (!PiiFilter.isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      if (startsFree(text, i) && endsFree(text, end(text, i)) && !isVersion(key)) {
        return true;
      }
      while (PiiFilter.isDigitAt(text, i)) {
        i++;
      }
    }
    return false;
  }

  /** Where the address that starts here ends, or -1. */
  static int end(String text, int start) {
    int at = start;
    for (int part = 0; part < 4; part++) {
      if (part > 0 && !PiiFilter.isAt(text, at++, '.')) {
        return -1;
      }
      int number = 0;
      int digits = 0;
      while (digits < 4 && PiiFilter.isDigitAt(text, at)) {
        number = number * 10 + text.charAt(at++) - '0';
        digits++;
      }
      if (digits == 0 || digits > 3 || number > 255) {
        return -1;
      }
    }
    return at;
  }

  private static boolean startsFree(String text, int start) {
    boolean continues =
        PiiFilter.isAt(text, start - 1, '.') && PiiFilter.isDigitAt(text, start - 2);
    return !PiiFilter.isWordAt(text, start - 1) && !continues;
  }

  private static boolean endsFree(String text, int end) {
    boolean continues = PiiFilter.isAt(text, end, '.') && PiiFilter.isDigitAt(text, end + 1);
    return end >= 0 && !PiiFilter.isWordAt(text, end) && !continues;
  }

  private static boolean isVersion(String key) {
    return key.equals("version") || key.endsWith("_version") || key.startsWith("version_");
  }
}

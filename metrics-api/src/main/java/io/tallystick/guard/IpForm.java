package io.tallystick.guard;

/**
 * An IP address.
 *
 * <p>IPv4 is four numbers of 0 to 255 joined by dots, neither part of a longer dotted number nor of
 * a word, unless the tag key says that it is a version. IPv6 is eight groups of hexadecimal digits,
 * or fewer around one {@code ::}.
 */
final class IpForm {
  private static final int LONGEST_V6 = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

  private IpForm() {}

  static boolean isIn(String key, String text) {
    return (hasV4(text) && !isVersion(key)) || hasV6(text);
  }

  private static boolean hasV4(String text) {
    int i = 0;
    while (i < text.length()) {
      if (!PiiFilter.isDigit(text.charAt(i))) {
        i++;
        continue;
      }
      int end = endOfV4(text, i);
      if (end > 0 && PiiFilter.standsFree(text, i, end)) {
        return true;
      }
      while (PiiFilter.isDigitAt(text, i)) {
        i++;
      }
    }
    return false;
  }

  /** Where the address that starts here ends, or -1. */
  private static int endOfV4(String text, int start) {
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

  private static boolean isVersion(String key) {
    return key.equals("version") || key.endsWith("_version") || key.startsWith("version_");
  }

  private static boolean hasV6(String text) {
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      if (end - i >= 3 && isFreeAddress(text, i, end)) {
        return true;
      }
      i = end + 1;
    }
    return false;
  }

  private static boolean isPart(char c) {
    return PiiFilter.isDigit(c)
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F')
        || c == ':'
        || c == '.';
  }

  /**
   * A run of hexadecimal digits, colons and dots may begin with the end of a label, as in {@code
   * node:2001:db8::1}, and end with the start of another one, or with punctuation.
   */
  private static boolean isFreeAddress(String text, int runStart, int runEnd) {
    String run = text.substring(runStart, runEnd);
    int start = PiiFilter.isWordAt(text, runStart - 1) ? run.indexOf(':') + 1 : 0;
    int end = PiiFilter.isWordAt(text, runEnd) ? run.lastIndexOf(':') : run.length();
    if (PiiFilter.isAt(run, start, ':') && !PiiFilter.isAt(run, start + 1, ':')) {
      start++;
    }
    while (end > start && PiiFilter.isAt(run, end - 1, '.')) {
      end--;
    }
    if (PiiFilter.isAt(run, end - 1, ':') && !PiiFilter.isAt(run, end - 2, ':')) {
      end--;
    }
    return end - start >= 3 && end - start <= LONGEST_V6 && isAddress(run.substring(start, end));
  }

  /** Names with {@code ::} between them have no digit, and a lone short number is no address. */
  private static boolean isAddress(String run) {
    int gap = run.indexOf("::");
    if (gap < 0) {
      return groups(run) == 8;
    }
    int before = gap == 0 ? 0 : groups(run.substring(0, gap));
    String rest = run.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : groups(rest);
    boolean tooLittle = after == 0 && gap < 4;
    return before >= 0
        && after >= 0
        && before + after <= 7
        && !tooLittle
        && run.chars().anyMatch(Character::isDigit);
  }

  /** How many 16-bit groups a text without {@code ::} holds, or -1 where it holds anything else. */
  private static int groups(String text) {
    int count = 0;
    int at = 0;
    while (true) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', at) >= 0) {
        return endOfV4(text, at) == end ? count + 2 : -1;
      }
      if (end == at || end - at > 4 || text.substring(at, end).indexOf('.') >= 0) {
        return -1;
      }
      count++;
      if (colon < 0) {
        return count;
      }
      at = colon + 1;
    }
  }
}

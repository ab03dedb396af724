package io.tallystick.guard;

/** An e-mail address: {@code local@domain.tld}, also with the at sign written {@code %40}. */
final class EmailForm implements PiiFilter.Form {
  private static final int MAX_DOMAIN = 255;

  @Override
  public String title() {
    return "an e-mail address";
  }

  @Override
  public boolean isIn(String key, String text) {
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c == '@' && isAddress(text, i, i + 1)) {
        return true;
      }
      if (c == '%' && text.startsWith("40", i + 1) && isAddress(text, i, i + 3)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAddress(String text, int localEnd, int domainStart) {
    return isLocal(text.charAt(localEnd - 1)) && hasTopLevel(text, domainStart);
  }

  private static boolean isLocal(char c) {
    return Character.isLetterOrDigit(c) || "!#$&'*+-=?^_`{|}~.\"".indexOf(c) >= 0;
  }

  /** Whether a domain of two or more labels begins here, the last one made of letters. */
  private static boolean hasTopLevel(String text, int start) {
    int labelStart = start;
    int limit = Math.min(text.length(), start + MAX_DOMAIN);
    while (labelStart < limit) {
      int labelEnd = endOfLabel(text, labelStart, limit);
      if (labelStart > start && isTopLevel(text, labelStart, labelEnd)) {
        return true;
      }
      if (labelEnd == labelStart || !PiiFilter.isAt(text, labelEnd, '.')) {
        return false;
      }
      labelStart = labelEnd + 1;
    }
    return false;
  }

  private static int endOfLabel(String text, int start, int limit) {
    int end = start;
    while (end < limit && isLabel(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isLabel(char c) {
    return Character.isLetterOrDigit(c) || c == '-';
  }

  private static boolean isTopLevel(String text, int start, int end) {
    if (text.startsWith("xn--", start)) {
      return end - start > 4;
    }
    int letters = 0;
    while (start + letters < end && Character.isLetter(text.charAt(start + letters))) {
      letters++;
    }
    return letters >= 2 && (start + letters == end || text.charAt(start + letters) == '-');
  }
}

package io.tallystick.guard;

import java.util.List;
import java.util.Locale;

/**
 * A credential: a JSON web token, a bearer token, or an API key with a known or telling prefix.
 *
 * <p>The text is read as words of letters, digits, {@code _} and {@code -}. Random words without a
 * prefix, such as hashes and UUIDs, are not credentials by form.
 */
final class SecretForm implements PiiFilter.Form {
  /** A prefix that its issuer gives to keys, and how many characters follow at least. */
  private record Prefix(String text, int tail) {}

  private static final List<Prefix> ISSUED =
      List.of(
          new Prefix("sk_live_", 8),
          new Prefix("sk_test_", 8),
          new Prefix("pk_live_", 8),
          new Prefix("pk_test_", 8),
          new Prefix("rk_live_", 8),
          new Prefix("rk_test_", 8),
          new Prefix("whsec_", 16),
          new Prefix("sk-ant-", 16),
          new Prefix("sk-proj-", 16),
          new Prefix("ghp_", 16),
          new Prefix("gho_", 16),
          new Prefix("ghu_", 16),
          new Prefix("ghs_", 16),
          new Prefix("ghr_", 16),
          new Prefix("github_pat_", 16),
          new Prefix("glpat-", 16),
          new Prefix("xoxa-", 10),
          new Prefix("xoxb-", 10),
          new Prefix("xoxp-", 10),
          new Prefix("xoxr-", 10),
          new Prefix("xoxs-", 10),
          new Prefix("shpat_", 24),
          new Prefix("dop_v1_", 24),
          new Prefix("AIza", 30),
          new Prefix("npm_", 30),
          new Prefix("pypi-", 30),
          new Prefix("hf_", 30));

  /** Words that announce a key when something random follows them. */
  private static final List<String> TELLING =
      List.of("api", "apikey", "key", "token", "secret", "sk", "pk", "rk", "ak");

  private static final int NOWHERE = -1;
  private static final int RANDOM_TAIL = 16;
  private static final int JWT_HEADER = 12;
  private static final int JWT_PAYLOAD = 8;
  private static final int BEARER_TOKEN = 8;
  private static final int LONG_BEARER_TOKEN = 20;

  @Override
  public String title() {
    return "a token or key";
  }

  @Override
  public boolean isIn(String key, String text) {
    int headerEnd = NOWHERE;
    int bearerEnd = NOWHERE;
    int i = 0;
    while (i < text.length()) {
      if (!isWord(text.charAt(i))) {
        i++;
        continue;
      }
      int end = endOfWord(text, i);
      boolean payload = headerEnd != NOWHERE && headerEnd == i - 1 && end - i >= JWT_PAYLOAD;
      boolean borne =
          bearerEnd != NOWHERE && onlySpaces(text, bearerEnd, i) && isBorne(text, i, end);
      if (payload || borne || isIssued(text, i, end) || isRandomAfterTellingWord(text, i, end)) {
        return true;
      }
      headerEnd = isJwtHeader(text, i, end) ? end : NOWHERE;
      bearerEnd = end - i == 6 && text.regionMatches(true, i, "bearer", 0, 6) ? end : NOWHERE;
      i = end;
    }
    return false;
  }

  private static boolean isWord(char c) {
    return PiiFilter.isAsciiLetter(c) || PiiFilter.isDigit(c) || c == '_' || c == '-';
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isJwtHeader(String text, int start, int end) {
    return end - start >= JWT_HEADER
        && text.startsWith("eyJ", start)
        && PiiFilter.isAt(text, end, '.');
  }

  /** At most three characters between the word and its token: spaces, or a colon and spaces. */
  private static boolean onlySpaces(String text, int from, int to) {
    return to - from <= 3 && text.substring(from, to).replace(':', ' ').isBlank();
  }

  private static boolean isBorne(String text, int start, int end) {
    // A token may go on with other characters; the first word of it decides.
    return end - start >= LONG_BEARER_TOKEN
        || (end - start >= BEARER_TOKEN && digitsChange(text, start, end) > 0);
  }

  private static boolean isIssued(String text, int start, int end) {
    for (Prefix prefix : ISSUED) {
      if (end - start >= prefix.text.length() + prefix.tail
          && text.startsWith(prefix.text, start)) {
        return true;
      }
    }
    return isCloudAccessKey(text, start, end);
  }

  private static boolean isCloudAccessKey(String text, int start, int end) {
    return end - start == 20
        && (text.startsWith("AKIA", start) || text.startsWith("ASIA", start))
        && text.substring(start, end).toUpperCase(Locale.ROOT).equals(text.substring(start, end));
  }

  private static boolean isRandomAfterTellingWord(String text, int start, int end) {
    int tail = end;
    while (tail > start && Character.isLetterOrDigit(text.charAt(tail - 1))) {
      tail--;
    }
    if (tail == start || end - tail < RANDOM_TAIL || digitsChange(text, tail, end) < 3) {
      return false;
    }
    int first = start;
    while (first < tail && PiiFilter.isAsciiLetter(text.charAt(first))) {
      first++;
    }
    return TELLING.contains(text.substring(start, first).toLowerCase(Locale.ROOT));
  }

  /** How often a digit follows a letter or a letter a digit: random words change often. */
  private static int digitsChange(String text, int start, int end) {
    int changes = 0;
    for (int i = start + 1; i < end; i++) {
      if (PiiFilter.isDigit(text.charAt(i)) != PiiFilter.isDigit(text.charAt(i - 1))) {
        changes++;
      }
    }
    return changes;
  }
}

package io.tallystick.guard;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A credential: a JSON web token, a bearer token, or an API key with a known or telling prefix.
 *
 * <p>The text is read as words of letters, digits, {@code _} and {@code -}. Random words without a
 * prefix, such as hashes and UUIDs, are not credentials by form.
 */
final class SecretForm {
  /** Prefixes that issuers give to their keys and that begin no other long word. */
  private static final Pattern ISSUED =
      Pattern.compile(
          "[spr]k_(live|test)_|whsec_|sk-(ant|proj)-|gh[pousr]_|github_pat_|glpat-|xox[abprs]-"
              + "|shpat_|dop_v1_|AIza|A[KS]IA(?=[A-Z]*[0-9])");

  /** Words that announce a key when something random follows them. */
  private static final Set<String> TELLING =
      Set.of(
          "api", "apikey", "key", "token", "secret", "sk", "pk", "rk", "ak", "npm", "pypi", "hf");

  private static final int ISSUED_KEY = 16;
  private static final int NOWHERE = -1;
  private static final int RANDOM_TAIL = 16;
  private static final int JWT_HEADER = 12;
  private static final int JWT_PAYLOAD = 8;
  private static final int BEARER_TOKEN = 8;
  private static final int LONG_BEARER_TOKEN = 20;

  private SecretForm() {}

  static boolean isIn(String text) {
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
    return end - start >= ISSUED_KEY && ISSUED.matcher(text).region(start, end).lookingAt();
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

package io.tallystick.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A credential: a JSON web token, a bearer token, or an API key with a known or telling prefix.
 *
 * <p>Random words without a prefix, such as hashes and UUIDs, are not credentials by form. The
 * expression is asked at the start of each word only; each of its alternatives begins with fixed
 * text and goes on possessively or for a bounded length, so that no character is read more than a
 * few times.
 */
final class SecretForm {
  /** Nothing shorter is a credential. */
  private static final int SHORTEST = 15;

  /** What a credential looks like from the start of a word on. */
  private static final Pattern FORMS =
      Pattern.compile(
          // a JSON web token: a header and what follows it, or a header too long to see its end
          "(?<![\\w-])eyJ(?:[\\w-]{100}|[\\w-]{9,}+\\.{1,2}[\\w-]{8})"
              // what a bearer bears: long, or with a digit soon
              + "|(?i:bearer)(?:[ :=\"]|%20){1,3}+"
              + "(?=[A-Za-z._~+/=-]{0,40}+[0-9]|[\\w.~+/=-]{20})[\\w.~+/=-]{8}"
              // prefixes that issuers give to their keys and that begin no other long word
              + "|[spr]k_(?:live|test)_[A-Za-z0-9]{8}"
              + "|A[KS]IA(?=[A-Z]*+[0-9])[A-Z0-9]{16}"
              + "|(?:whsec_|sk-ant-|sk-proj-|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|shpat_"
              + "|dop_v1_|AIza|SG\\.|ya29\\.)[\\w-]{12}"
              // a telling word and something random: letters and digits that change often
              + "|(?i:(?:key|token|secret|[sprak]k|npm|pypi|hf)[_-]"
              + "|(?:api[_-]?key|token|secret)[\"']?[=: ]{1,3}+[\"']?)(?=[A-Za-z0-9]{16})"
              + "(?:[A-Za-z]++[0-9]++[A-Za-z]++[0-9]|[0-9]++[A-Za-z]++[0-9]++[A-Za-z])");

  private SecretForm() {}

  static boolean isIn(String text) {
    Matcher forms = FORMS.matcher(text).useTransparentBounds(true);
    for (int i = 0; i <= text.length() - SHORTEST; i++) {
      if (PiiFilter.isWordAt(text, i)
          && !PiiFilter.isWordAt(text, i - 1)
          && forms.region(i, text.length()).lookingAt()) {
        return true;
      }
    }
    return false;
  }
}

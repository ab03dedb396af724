package io.tallystick.guard;

import java.util.regex.Pattern;

/**
 * A credential: a JSON web token, a bearer token, or an API key with a known or telling prefix.
 *
 * <p>Random words without a prefix, such as hashes and UUIDs, are not credentials by form. Every
 * expression begins with fixed text and goes on possessively or for a bounded length, so that none
 * reads a character more than a few times.
 */
final class SecretForm {
  /** Nothing shorter is a credential. */
  private static final int SHORTEST = 15;

  private static final Pattern FORMS =
      Pattern.compile(
          // a JSON web token: a header, and what follows it directly or behind an empty part
          "(?<![\\w-])eyJ[\\w-]{9,}+\\.{1,2}[\\w-]{8}"
              // what a bearer bears: long, or with a digit soon
              + "|(?<![A-Za-z0-9])(?i:bearer)(?:[ :=\"]|%20){1,3}+"
              + "(?=[A-Za-z._~+/=-]{0,40}+[0-9]|[\\w.~+/=-]{20})[\\w.~+/=-]{8}"
              // prefixes that issuers give to their keys and that begin no other long word
              + "|(?<![A-Za-z0-9])(?:[spr]k_(?:live|test)_[A-Za-z0-9]{8}"
              + "|A[KS]IA(?=[A-Z]*+[0-9])[A-Z0-9]{16}"
              + "|(?:whsec_|sk-ant-|sk-proj-|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|shpat_"
              + "|dop_v1_|AIza|SG\\.|ya29\\.)[\\w-]{12})"
              // a telling word and something random: letters and digits that change often
              + "|(?i:(?<![a-z0-9])(?:key|token|secret|[sprak]k|npm|pypi|hf)[_-]"
              + "|(?:api[_-]?key|token|secret)[\"']?[=: ]{1,3}+[\"']?)(?=[A-Za-z0-9]{16})"
              + "(?:[A-Za-z]++[0-9]++[A-Za-z]++[0-9]|[0-9]++[A-Za-z]++[0-9]++[A-Za-z])");

  private SecretForm() {}

  static boolean isIn(String text) {
    return text.length() >= SHORTEST && FORMS.matcher(text).find();
  }
}

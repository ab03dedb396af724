package io.tallystick.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tag keys that identify a person or hold a secret; whole keys, in any spelling. */
final class DeniedKeys {
  private static final List<String> BUILT_IN =
      List.of(
          "user_id",
          "email",
          "ip",
          "user_agent",
          "authorization",
          "redirect_uri",
          "api_key",
          "key_prefix",
          "api_key_prefix",
          "token",
          "password",
          "secret",
          "session",
          "session_id",
          "cookie");

  private final Set<String> denied = new HashSet<>();

  DeniedKeys(Set<String> extension) {
    BUILT_IN.forEach(key -> denied.add(folded(key)));
    extension.forEach(key -> denied.add(folded(key)));
  }

  boolean contains(String key) {
    return denied.contains(folded(key));
  }

  /** Lower case without {@code -} and {@code _}; ASCII by hand, for no locale to matter. */
  private static String folded(String key) {
    StringBuilder folded = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.append((char) (c + 'a' - 'A'));
      } else if (c != '-' && c != '_') {
        folded.append(c);
      }
    }
    return folded.toString();
  }
}

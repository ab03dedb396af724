package io.tallystick.servlet.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each answer tells a browser, so that nothing it carries is ever run or kept. */
final class SafeHeaders {
  private static final Map<String, String> HEADERS = new LinkedHashMap<>();

  static {
    HEADERS.put("X-Content-Type-Options", "nosniff");
    HEADERS.put("Referrer-Policy", "no-referrer");
    HEADERS.put("Cache-Control", "no-store");
    HEADERS.put(
        "Content-Security-Policy",
        "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  }

  private SafeHeaders() {}

  /** What an answer says of its own stays. */
  static Answer added(Answer answer) {
    Answer with = answer;
    for (Map.Entry<String, String> each : HEADERS.entrySet()) {
      if (!answer.headers().containsKey(each.getKey())) {
        with = with.with(each.getKey(), each.getValue());
      }
    }
    return with;
  }
}

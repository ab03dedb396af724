package io.tallystick.servlet.http;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request that changes something must have, so that no page elsewhere can make it. */
final class ChangeRules {
  private ChangeRules() {}

  static void check(Request request) {
    String type = request.header("Content-Type");
    if (type == null || !isJson(type)) {
      throw RefusedRequest.of(
          415,
          "Not JSON",
          "The content type is %s: send application/json.".formatted(type == null ? "none" : type));
    }
    requireVersion(request);
    String site = request.header("Sec-Fetch-Site");
    boolean isCross = site != null && !site.equals("same-origin") && !site.equals("none");
    if (isCross || !isOwn(request.header("Origin"), request.header("Host"))) {
      throw RefusedRequest.of(
          403, "From another site", "Only a page of this site may change something here.");
    }
  }

  /** Who changes what is there says what it has seen, so that nobody undoes what another did. */
  private static void requireVersion(Request request) {
    boolean isOfSomethingThere =
        request.method().equals("PUT") || request.method().equals("DELETE");
    if (isOfSomethingThere && request.header("If-Match") == null) {
      throw RefusedRequest.of(
          428, "If-Match is missing", "Send the ETag of what you have seen as If-Match.");
    }
  }

  private static boolean isJson(String type) {
    return type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals("application/json");
  }

  /** A program that is no browser sends no origin. */
  private static boolean isOwn(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && host != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}

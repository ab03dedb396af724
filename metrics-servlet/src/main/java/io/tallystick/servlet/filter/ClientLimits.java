package io.tallystick.servlet.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Where the limit of a client is found, and who is told of it.
 *
 * @param observer null where nobody is told
 * @param limitHeader of the answer, which says the limit; null for none
 * @param remainingHeader of the answer, which says how many requests are left; null for none
 */
record ClientLimits(
    @Nullable RateLimitObserver observer,
    @Nullable String limitHeader,
    @Nullable String remainingHeader) {
  /** A whole number with which the application says the limit itself. */
  static final String ATTRIBUTE = "io.tallystick.rateLimit";

  static final ClientLimits NONE = new ClientLimits(null, null, null);

  private static final long MOST = 1_000_000_000_000L;
  private static final int TEN = 10;

  boolean isOn() {
    return observer != null;
  }

  /** Tells of a request that was answered, where its limit is known. */
  void observe(@Nullable String client, HttpServletRequest request, HttpServletResponse response) {
    RateLimitObserver told = observer;
    if (told == null || client == null) {
      return;
    }
    long limit = limit(request, response);
    if (limit > 0) {
      long remaining = number(response, remainingHeader);
      told.observe(client, limit, remaining < 0 || remaining > limit ? 0 : limit - remaining);
    }
  }

  private long limit(HttpServletRequest request, HttpServletResponse response) {
    return request.getAttribute(ATTRIBUTE) instanceof Number number
        ? number.longValue()
        : number(response, limitHeader);
  }

  private static long number(HttpServletResponse response, @Nullable String header) {
    String text = header == null || header.isEmpty() ? null : response.getHeader(header);
    return text == null ? -1 : firstNumber(text);
  }

  /** The first whole number of a text such as {@code 100, 100;w=60}; -1 where there is none. */
  static long firstNumber(String text) {
    int at = 0;
    while (at < text.length() && !isDigit(text.charAt(at))) {
      at++;
    }
    if (at == text.length() || (at > 0 && text.charAt(at - 1) == '-')) {
      return -1;
    }
    long number = 0;
    while (at < text.length() && isDigit(text.charAt(at)) && number < MOST) {
      number = TEN * number + (text.charAt(at) - '0');
      at++;
    }
    return number;
  }

  private static boolean isDigit(char sign) {
    return sign >= '0' && sign <= '9';
  }
}

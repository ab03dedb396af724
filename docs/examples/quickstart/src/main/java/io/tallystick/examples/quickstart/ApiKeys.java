package io.tallystick.examples.quickstart;

import io.tallystick.instrument.ClientHash;
import io.tallystick.instrument.KeyMetrics;
import io.tallystick.instrument.Limiter;
import io.tallystick.instrument.RateLimitMetrics;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Lets those in who have a key, each as often in a minute as it may. */
final class ApiKeys extends HttpFilter {
  static final String HEADER = "X-Api-Key";

  private static final long serialVersionUID = 1;
  private static final String LIMIT = "io.tallystick.rateLimit";
  private static final int TOO_MANY = 429;
  private static final long MINUTE_SECONDS = 60;

  private final transient InstantSource clock;
  private final transient Map<ApiKey, Integer> used = new EnumMap<>(ApiKey.class);
  private transient long minute;

  ApiKeys(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String secret = request.getHeader(HEADER);
    Optional<ApiKey> key = Optional.ofNullable(secret).flatMap(ApiKey::bySecret);
    if (key.isEmpty()) {
      refuse(secret == null);
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    // The metrics filter tells Tallystick, which warns before the limit is reached.
    request.setAttribute(LIMIT, key.get().limitPerMinute());
    RateLimitMetrics.request("api");
    if (isWithinLimit(key.get())) {
      chain.doFilter(request, response);
    } else {
      RateLimitMetrics.hit("api", ClientHash.none(), Limiter.MEMORY);
      long second = clock.instant().getEpochSecond() % MINUTE_SECONDS;
      response.setHeader("Retry-After", String.valueOf(MINUTE_SECONDS - second));
      response.sendError(TOO_MANY);
    }
  }

  private static void refuse(boolean hasNone) {
    if (hasNone) {
      KeyMetrics.apiKeyMissing();
    } else {
      KeyMetrics.apiKeyRefusedFor("unknown");
    }
  }

  private synchronized boolean isWithinLimit(ApiKey key) {
    Instant now = clock.instant();
    if (now.getEpochSecond() / MINUTE_SECONDS != minute) {
      minute = now.getEpochSecond() / MINUTE_SECONDS;
      used.clear();
    }
    return used.merge(key, 1, Integer::sum) <= key.limitPerMinute();
  }
}

package io.tallystick.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.ratelimit.RateLimits;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page on rate limits shows. */
class RateLimitsPageTest {
  private static final Logger LOGGER = LoggerFactory.getLogger(RateLimitsPageTest.class);

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final String apiKey = "key-of-a-customer";

  @Test
  void aKeyThatComesNearItsLimitIsToldOf() throws InterruptedException {
    try (MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build().start()) {
      runtime.rateLimits().onWarning(warning -> told.add(warning.text()));

      RateLimits limits = runtime.rateLimits();
      limits.onWarning(warning -> LOGGER.warn(warning.text()));

      limits.observe(apiKey, 100); // this request, and what the key may make in a minute
      limits.observe(apiKey, 100, 82); // the same where a shared limiter knows that 82 were made

      assertThat(told.poll(30, TimeUnit.SECONDS))
          .startsWith("Key ")
          .contains("is at 82 of 100 requests a minute (82 %)")
          .doesNotContain(apiKey);
    }
  }

  @Test
  void aFilterReadsLimitsOfClientsThatItKnows() {
    try (MetricsRuntime runtime = MetricsRuntime.builder().installed(false).build()) {
      FilterSettings settings =
          FilterSettings.standard()
              .clientFromHeader("X-Api-Key", runtime.keyedHash())
              .rateLimitFromHeaders(
                  runtime.rateLimits()::observeName, "X-RateLimit-Limit", "X-RateLimit-Remaining");
      FilterSettings withoutClients =
          FilterSettings.standard().rateLimits(runtime.rateLimits()::observeName);

      assertThat(new MetricsFilter(runtime.metrics(), settings)).isNotNull();
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> new MetricsFilter(runtime.metrics(), withoutClients))
          .withMessageContaining("clientFromHeader");
    }
  }
}

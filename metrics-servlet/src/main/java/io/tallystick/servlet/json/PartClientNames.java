package io.tallystick.servlet.json;

import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients as the host names them, and as their limits were last used. */
record PartClientNames(ApiParts parts) implements ClientNames {
  private static final Logger LOGGER = LoggerFactory.getLogger(PartClientNames.class);
  private static final Duration LATELY = Duration.ofMinutes(5);
  private static final int SHORT = 8;

  @Override
  public String shown(String client) {
    String known = known(client);
    if (known != null) {
      return known;
    }
    return client.matches("[0-9a-f]{32,64}") ? client.substring(0, SHORT) : client;
  }

  /** What the host's code throws must not keep the numbers from whoever asked. */
  private @Nullable String known(String client) {
    try {
      return parts.keyNames().of(client);
    } catch (RuntimeException failure) {
      LOGGER.warn("The name of a client could not be found, its hash is shown", failure);
      return null;
    }
  }

  @Override
  public Map<String, Double> utilisation() {
    Instant now = parts.now();
    TimeRange lately = new TimeRange(now.minus(LATELY), now.plusMillis(1));
    Map<String, Double> nearest = new HashMap<>();
    parts
        .reader()
        .read("rate_limits", stop -> parts.rateLimits().utilisations(lately))
        .forEach((key, use) -> nearest.put(key, use.utilisationPercent()));
    return nearest;
  }
}

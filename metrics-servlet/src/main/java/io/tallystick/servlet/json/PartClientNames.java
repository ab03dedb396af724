package io.tallystick.servlet.json;

import io.tallystick.spi.RateLimitUse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients as the host names them, and as their limits were last used. */
record PartClientNames(ApiParts parts) implements ClientNames {
  private static final Logger LOGGER = LoggerFactory.getLogger(PartClientNames.class);
  private static final String OF_CLIENTS = "client:";
  private static final int SHORT = 8;
  private static final double PERCENT = 100;

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
    Map<String, Double> latest = new HashMap<>();
    for (RateLimitUse use : parts.reader().read("rate_limits", parts::lastUses)) {
      if (use.limit() > 0) {
        String key =
            use.key().startsWith(OF_CLIENTS) ? use.key().substring(OF_CLIENTS.length()) : use.key();
        latest.put(key, PERCENT * use.used() / use.limit());
      }
    }
    return latest;
  }
}

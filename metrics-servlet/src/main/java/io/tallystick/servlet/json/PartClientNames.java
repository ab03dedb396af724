package io.tallystick.servlet.json;

import io.tallystick.spi.RateLimitUse;
import java.util.HashMap;
import java.util.Map;

/** Clients as the host names them, and as their limits were last used. */
record PartClientNames(ApiParts parts) implements ClientNames {
  private static final String OF_CLIENTS = "client:";
  private static final int SHORT = 8;
  private static final double PERCENT = 100;

  @Override
  public String shown(String client) {
    String known = parts.clientName(client);
    if (known != null) {
      return known;
    }
    return client.matches("[0-9a-f]{32}") ? client.substring(0, SHORT) : client;
  }

  @Override
  public Map<String, Double> utilisation() {
    Map<String, Double> latest = new HashMap<>();
    for (RateLimitUse use : parts.rateLimitUses()) {
      if (use.limit() > 0) {
        String key =
            use.key().startsWith(OF_CLIENTS) ? use.key().substring(OF_CLIENTS.length()) : use.key();
        latest.put(key, PERCENT * use.used() / use.limit());
      }
    }
    return latest;
  }
}

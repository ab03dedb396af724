package io.tallystick.store.jdbc;

import java.util.HashMap;
import java.util.Map;

/** What drivers are told that know of an address, so that none of their calls lasts for ever. */
enum UrlKind {
  POSTGRES {
    @Override
    Map<String, String> deadlines(Limits limits) {
      Map<String, String> properties = new HashMap<>();
      properties.put("connectTimeout", String.valueOf(seconds(limits.connect().toMillis())));
      properties.put("socketTimeout", String.valueOf(seconds(limits.answerMillis())));
      properties.put("tcpKeepAlive", "true");
      properties.put("reWriteBatchedInserts", "true");
      properties.put("ApplicationName", "tallystick");
      return properties;
    }
  },
  MYSQL {
    @Override
    Map<String, String> deadlines(Limits limits) {
      return Map.of(
          "connectTimeout", String.valueOf(limits.connect().toMillis()),
          "socketTimeout", String.valueOf(limits.answerMillis()),
          "tcpKeepAlive", "true");
    }
  },
  REMOTE_H2 {
    @Override
    Map<String, String> deadlines(Limits limits) {
      return Map.of("NETWORK_TIMEOUT", String.valueOf(limits.answerMillis()));
    }
  },
  OTHER {
    @Override
    Map<String, String> deadlines(Limits limits) {
      return Map.of();
    }
  };

  static UrlKind of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRES;
    }
    if (url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:")) {
      return REMOTE_H2;
    }
    return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:") ? MYSQL : OTHER;
  }

  abstract Map<String, String> deadlines(Limits limits);

  /** 0 would mean for ever. */
  private static long seconds(long millis) {
    return Math.max(1, (millis + 999) / 1_000);
  }
}

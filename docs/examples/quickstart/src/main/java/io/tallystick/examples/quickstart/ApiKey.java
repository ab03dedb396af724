package io.tallystick.examples.quickstart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** Who may use the shop's API, and how often in a minute. */
enum ApiKey {
  /** An application on phones, with a limit that it is far from. */
  MOBILE_APP("mobile-app", "shop_live_mobile_4f2a", 2_000, 0),
  /** A partner that is on its way to its limit: yellow in the console. */
  PARTNER_SHOP("partner-shop", "shop_live_partner_91c7", 20, 14),
  /** A job that makes nearly all requests that it may: red in the console, and an alert. */
  RENDER_FARM("render-farm", "shop_live_render_d03e", 20, 18);

  private final String owner;
  private final String secret;
  private final int limitPerMinute;
  private final int batch;

  ApiKey(String owner, String secret, int limitPerMinute, int batch) {
    this.owner = owner;
    this.secret = secret;
    this.limitPerMinute = limitPerMinute;
    this.batch = batch;
  }

  /** What people call whoever has it. */
  String owner() {
    return owner;
  }

  /** What is sent in the header; of it Tallystick keeps a keyed hash alone. */
  String secret() {
    return secret;
  }

  int limitPerMinute() {
    return limitPerMinute;
  }

  /**
   * How many requests it makes at the beginning of each minute; 0 for one that comes as people do.
   */
  int batch() {
    return batch;
  }

  static Optional<ApiKey> bySecret(String secret) {
    byte[] sent = secret.getBytes(StandardCharsets.UTF_8);
    return Arrays.stream(values()).filter(key -> key.isSecret(sent)).findFirst();
  }

  /** In the same time wherever they differ, so that nobody can guess it letter by letter. */
  private boolean isSecret(byte[] sent) {
    return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), sent);
  }
}

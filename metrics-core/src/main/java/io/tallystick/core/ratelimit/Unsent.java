package io.tallystick.core.ratelimit;

/**
 * What the store does not know of a window.
 *
 * @param name of the key
 * @param minute since 1970
 * @param requests how many the store does not have
 * @param told how many were made as the host says; 0 where it does not say
 * @param limit of the key in that minute
 */
record Unsent(String name, long minute, long requests, long told, long limit) {
  static Unsent of(MinuteWindow window) {
    return new Unsent(
        window.key().name(), window.minute(), window.unsent(), window.told(), window.limit());
  }
}

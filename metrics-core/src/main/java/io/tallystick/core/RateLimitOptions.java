package io.tallystick.core;

/**
 * How rate limits are watched.
 *
 * @param mostKeys how many keys at a time
 * @param warnPercent how much of a limit is used when a warning is given
 */
record RateLimitOptions(int mostKeys, int warnPercent) {
  static RateLimitOptions resolve(OptionResolver resolver) {
    return new RateLimitOptions(
        resolver.resolve(Options.RATELIMIT_KEYS).value(),
        resolver.resolve(Options.RATELIMIT_WARN_SHARE).value());
  }
}

package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.ratelimit.RateLimitFolding;
import io.tallystick.core.ratelimit.RateLimitHistory;
import io.tallystick.core.ratelimit.RateLimitSettings;
import io.tallystick.core.ratelimit.RateLimitWriter;
import io.tallystick.core.ratelimit.RateLimits;
import io.tallystick.guard.TextSanitiser;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a runtime does about rate limits: its doors, and what its store's thread does for them. */
final class RateLimitWork {
  private final RateLimits limits;
  private final RateLimitHistory history;
  private final RateLimitWriter writer;
  private final RateLimitFolding folding;

  private RateLimitWork(
      RateLimits limits,
      RateLimitHistory history,
      RateLimitWriter writer,
      RateLimitFolding folding) {
    this.limits = limits;
    this.history = history;
    this.writer = writer;
    this.folding = folding;
  }

  static RateLimitWork of(
      RuntimeOptions options,
      ControlStore store,
      UnaryOperator<String> hash,
      Metrics metrics,
      Supplier<Moment> clock,
      Supplier<Optional<Lease>> lease) {
    LongSupplier wallMillis = () -> clock.get().wallMillis();
    RateLimits limits = new RateLimits(settings(options, hash), metrics, wallMillis);
    return new RateLimitWork(
        limits,
        new RateLimitHistory(limits, store, options.retention().rateLimitsKept(), wallMillis),
        new RateLimitWriter(limits, store, metrics),
        new RateLimitFolding(store, lease, () -> clock.get().elapsedNanos()));
  }

  /** What is kept of an id is what the tag of its client's metrics is. */
  private static RateLimitSettings settings(RuntimeOptions options, UnaryOperator<String> hash) {
    return new RateLimitSettings(
        options.rateLimits().mostKeys(),
        options.rateLimits().warnPercent(),
        options.includesClientIds() ? TextSanitiser::clean : hash,
        TextSanitiser::clean);
  }

  /** Of a runtime that is switched off: what is stored can be read. */
  static RateLimitHistory switchedOff(
      RuntimeOptions options, ControlStore store, Supplier<Moment> clock) {
    return new RateLimitHistory(
        RateLimits.none(),
        store,
        options.retention().rateLimitsKept(),
        () -> clock.get().wallMillis());
  }

  RateLimits limits() {
    return limits;
  }

  RateLimitHistory history() {
    return history;
  }

  void flush() {
    writer.flush();
  }

  void fold() {
    folding.run();
  }

  void finish() {
    writer.finish();
  }

  /** How many requests are lost. */
  int giveUp() {
    return (int) Math.min(Integer.MAX_VALUE, writer.giveUp());
  }
}

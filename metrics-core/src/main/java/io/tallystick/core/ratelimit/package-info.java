/**
 * How much of its limit a key has used: counts it, warns, keeps it and tells it.
 *
 * <p>Door: {@link io.tallystick.core.ratelimit.RateLimits} for the host, {@link
 * io.tallystick.core.ratelimit.RateLimitHistory} for whoever asks, {@link
 * io.tallystick.core.ratelimit.RateLimitWriter} and {@link
 * io.tallystick.core.ratelimit.RateLimitFolding} for the runtime.
 *
 * <p>May import: io.tallystick, io.tallystick.spi, slf4j.
 */
@NullMarked
package io.tallystick.core.ratelimit;

import org.jspecify.annotations.NullMarked;

package io.tallystick.core.deliver;

import java.time.Duration;

/**
 * What came of a test call.
 *
 * <pre>{@code
 * boolean isFine = deliveries.test(message, listeners).stream().allMatch(DeliveryOutcome::isDelivered);
 * }</pre>
 *
 * @param receiver who was called
 * @param isDelivered whether it arrived
 * @param outcome what came of it, in one line
 * @param took how long the call took
 */
public record DeliveryOutcome(
    String receiver, boolean isDelivered, String outcome, Duration took) {}

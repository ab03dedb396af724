package io.tallystick.core.alert;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.deliver.AlertListener;
import io.tallystick.spi.Lease;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What alerting is told of the runtime that it belongs to.
 *
 * @param rules that come from code
 * @param file of more rules; null for none
 * @param listeners whom every rule tells
 * @param webhooks makes a listener of an address that a rule tells
 * @param webhookCheck throws an {@link InvalidRuleException} for one that must not be called
 * @param link where the console is; empty where nobody said
 * @param finest how wide the narrowest buckets are that instances write
 * @param leases gives the right to evaluate, while this instance has it
 * @param limits tells how much of their limits keys used
 * @param metrics where is counted what fired
 * @param clock gives the time
 */
public record AlertSettings(
    List<RuleDefinition> rules,
    @Nullable Path file,
    List<AlertListener> listeners,
    Function<WebhookTarget, AlertListener> webhooks,
    Consumer<WebhookTarget> webhookCheck,
    String link,
    Duration finest,
    Supplier<Optional<Lease>> leases,
    LimitUses limits,
    Metrics metrics,
    Supplier<Moment> clock) {}

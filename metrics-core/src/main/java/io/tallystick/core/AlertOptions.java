package io.tallystick.core;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is said of alerts.
 *
 * @param link where people find the console; empty where nobody said
 * @param rules a file of rules; null for none
 * @param webhookSecret with what messages to the webhooks of rules are signed; perhaps empty
 */
record AlertOptions(String link, @Nullable Path rules, Secret webhookSecret) {
  static AlertOptions resolve(OptionResolver resolver) {
    String rules = resolver.resolve(Options.ALERTS_RULES).value();
    return new AlertOptions(
        resolver.resolve(Options.ALERTS_LINK).value(),
        rules.isEmpty() ? null : Path.of(rules),
        new Secret(resolver.resolve(Options.ALERTS_WEBHOOK_SECRET).value()));
  }
}

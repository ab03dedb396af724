package io.tallystick.core;

import io.tallystick.core.collect.AppIdentity;
import io.tallystick.core.collect.CollectorSettings;
import java.time.Duration;
import java.util.Set;

/**
 * How collectors are asked, and what is known of the application without asking.
 *
 * @param settings how often, for how long, and which ones not at all
 * @param app which application this is
 */
record CollectionOptions(CollectorSettings settings, AppIdentity app) {
  private static final String UNSAID = "unknown";

  static CollectionOptions resolve(OptionResolver resolver, String source, Duration interval) {
    return new CollectionOptions(
        new CollectorSettings(
            interval, resolver.resolve(Option.COLLECTION_DEADLINE).value(), off(resolver)),
        new AppIdentity(
            said(resolver, Option.APP_NAME, source.substring(source.lastIndexOf(':') + 1)),
            said(resolver, Option.APP_VERSION, UNSAID),
            said(resolver, Option.APP_ENVIRONMENT, UNSAID)));
  }

  /** What is switched off altogether collects nothing either. */
  private static Set<String> off(OptionResolver resolver) {
    return resolver.resolve(Option.ENABLED).value()
        ? resolver.resolve(Option.COLLECTION_OFF).value()
        : Set.of(CollectorSettings.ALL);
  }

  private static String said(OptionResolver resolver, Option<String> option, String unsaid) {
    String value = resolver.resolve(option).value();
    return value.isEmpty() ? unsaid : value;
  }
}

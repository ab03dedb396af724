package io.tallystick.core;

import io.tallystick.core.collect.AppIdentity;
import io.tallystick.core.collect.Application;
import io.tallystick.core.collect.CollectorSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How collectors are asked, and what is known of the application without asking.
 *
 * @param interval how often
 * @param deadline for how long at most
 * @param off which ones not at all
 * @param app which application this is
 */
record CollectionOptions(Duration interval, Duration deadline, Set<String> off, AppIdentity app) {
  private static final String UNSAID = "unknown";

  static CollectionOptions resolve(OptionResolver resolver, String source, Duration interval) {
    return new CollectionOptions(
        interval,
        resolver.resolve(Options.COLLECTION_DEADLINE).value(),
        off(resolver),
        new AppIdentity(
            said(resolver, Options.APP_NAME, source.substring(source.lastIndexOf(':') + 1)),
            said(resolver, Options.APP_VERSION, UNSAID),
            said(resolver, Options.APP_ENVIRONMENT, UNSAID)));
  }

  /**
   * With a phase by chance: instances that were started together do not ask a database together.
   */
  CollectorSettings settings() {
    long phaseMillis = ThreadLocalRandom.current().nextLong(interval.toMillis());
    return new CollectorSettings(interval, deadline, Duration.ofMillis(phaseMillis), off);
  }

  /** What is switched off altogether collects nothing either. */
  private static Set<String> off(OptionResolver resolver) {
    Set<String> off = new HashSet<>(resolver.resolve(Options.COLLECTION_OFF).value());
    if (!resolver.resolve(Options.COLLECTION_PINNING).value()) {
      off.add(Application.PINNING);
    }
    if (!resolver.resolve(Options.ENABLED).value()) {
      off.addAll(Set.of(CollectorSettings.ALL, CollectorSettings.STORE));
    }
    return off;
  }

  private static String said(OptionResolver resolver, Option<String> option, String unsaid) {
    String value = resolver.resolve(option).value();
    return value.isEmpty() ? unsaid : value;
  }
}

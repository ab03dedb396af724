package io.tallystick.examples.quickstart;

import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.Severity;

/** When somebody has to be told. */
final class ShopRules {
  private ShopRules() {}

  /** Those that belong to the application: they come with its release, and nobody edits them. */
  static RuleDefinition[] inCode() {
    return new RuleDefinition[] {
      // Reports are slow on purpose, so this one fires a minute after the start and goes on.
      RuleDefinition.responseTime("Slow reports", 800)
          .endpoint(Route.REPORT.path())
          .minimumVolume(3),
      RuleDefinition.errorRate("Payments fail", 10)
          .endpoint(Route.PAYMENT.path())
          .window(15)
          .minimumVolume(20)
          .severity(Severity.CRITICAL),
      RuleDefinition.spike("Sudden load", "http.request.count"),
      RuleDefinition.rateLimit("A key is nearly used up", 80).severity(Severity.INFO)
    };
  }

  /** One that is kept in the store, so that it can be changed in the console. */
  static RuleDefinition inTheConsole() {
    return RuleDefinition.errorRate("Refused logins", 20)
        .endpoint(Route.LOGIN.path())
        .window(15)
        .minimumVolume(20);
  }
}

package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.alert.AlertSettings;
import io.tallystick.core.alert.Alerts;
import io.tallystick.core.alert.InvalidRuleException;
import io.tallystick.core.alert.LimitUses;
import io.tallystick.core.alert.LimitWarning;
import io.tallystick.core.alert.RuleDefinition;
import io.tallystick.core.alert.WebhookTarget;
import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.Deliveries;
import io.tallystick.core.deliver.InvalidWebhookException;
import io.tallystick.core.deliver.LogListener;
import io.tallystick.core.deliver.Webhook;
import io.tallystick.core.deliver.WebhookSettings;
import io.tallystick.core.query.DerivedHistory;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.core.ratelimit.RateLimitWarning;
import io.tallystick.spi.Lease;
import io.tallystick.spi.StorageBackend;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The alerts of a runtime, and the thread that evaluates them. */
final class AlertWork {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration TO_END = Duration.ofMillis(100);

  private final Alerts door;
  private final DaemonLoop loop;
  private volatile Runnable hurry = () -> {};

  AlertWork(
      RuntimeOptions options,
      Given given,
      StorageBackend storage,
      @Nullable Pipeline pipeline,
      Readers readers,
      Supplier<Moment> clock) {
    Supplier<Optional<Lease>> leases = pipeline == null ? Optional::empty : pipeline::lease;
    AlertSettings settings =
        new AlertSettings(
            given.rules(),
            options.alerts().rules(),
            listeners(given),
            target -> webhook(target, given.webhooks(), options.alerts().webhookSecret()),
            target -> check(target, given.webhooks(), options.alerts().webhookSecret()),
            options.alerts().link(),
            options.finestGranularity().width(),
            leases,
            pipeline == null ? LimitUses.NONE : new KeptLimits(pipeline.rateLimits().history()),
            pipeline == null ? Metrics.noop() : pipeline.metrics(),
            clock);
    door =
        new Alerts(
            storage.control(),
            RuntimeReader.ofAlerts(options, storage, pipeline, readers.derived(), clock),
            readers.ofPeople(),
            settings);
    loop = new DaemonLoop("tallystick-alert", clock, LOOK, Duration.ZERO, door::look);
    if (pipeline != null) {
      pipeline.rateLimits().limits().onWarning(this::warn);
    }
  }

  private void warn(RateLimitWarning warning) {
    Instant at = warning.at();
    door.warn(
        new LimitWarning(
            warning.key(),
            at,
            at.truncatedTo(ChronoUnit.MINUTES),
            100.0 * (double) warning.used() / (double) warning.limit(),
            (double) warning.sharePercent(),
            warning.text()));
    hurry.run();
  }

  /** What to do when something should be delivered at once, and not within a second. */
  void hurriesBy(Runnable waking) {
    hurry = waking;
  }

  private static List<AlertListener> listeners(Given given) {
    List<AlertListener> all = new ArrayList<>(given.listeners());
    long names = all.stream().map(Deliveries::nameOf).distinct().count();
    if (names < all.size()) {
      throw new IllegalArgumentException(
          "Two of the alert listeners %s have the same name: give each its own, for by it is known"
                  .formatted(all.stream().map(Deliveries::nameOf).toList())
              + " who was told.");
    }
    if (all.stream().noneMatch(LogListener.class::isInstance)) {
      all.add(0, new LogListener());
    }
    return all;
  }

  private static Webhook webhook(WebhookTarget target, WebhookSettings settings, Secret secret) {
    Webhook webhook = Webhook.to(target.url(), settings);
    Webhook shaped = target.isSlack() ? webhook.slack() : webhook;
    return secret.isGiven() ? shaped.secret(secret.text()) : shaped;
  }

  private static void check(WebhookTarget target, WebhookSettings settings, Secret secret) {
    try {
      webhook(target, settings, secret).check();
    } catch (InvalidWebhookException refused) {
      throw new InvalidRuleException("webhooks.url", refused.value(), refused.rule());
    }
  }

  Alerts door() {
    return door;
  }

  void start() {
    loop.start();
  }

  /** Lets nothing begin any more. */
  void stop() {
    loop.stop();
  }

  /** Stops, and sends what is under way for about a second at most. */
  void close() {
    LastSteps.inTurn(this::stop, () -> loop.join(TO_END), door::close);
  }

  /**
   * Where answers come from.
   *
   * @param ofPeople answers everybody's questions
   * @param derived what is in no store
   */
  record Readers(MetricsReader ofPeople, DerivedHistory derived) {}

  /**
   * What the builder was told.
   *
   * @param webhooks which addresses the webhooks of rules may have
   */
  record Given(
      List<RuleDefinition> rules, List<AlertListener> listeners, WebhookSettings webhooks) {}
}

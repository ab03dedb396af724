package io.tallystick.core.alert;

import io.tallystick.core.deliver.AlertListener;
import io.tallystick.core.deliver.AlertMessage;
import io.tallystick.core.deliver.Deliveries;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.TimeRange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers of events: those whom every rule tells, and those of the rule. For any thread.
 */
final class Announcer {
  /** Begins the outcome of a delivery that is not tried again. */
  static final String GIVEN_UP = "given up";

  private static final int MOST_EVENTS = 10_000;
  private static final int MOST_SAID = 1_000;
  private static final Logger LOGGER = LoggerFactory.getLogger(Announcer.class);

  private final RuleBook book;
  private final ControlStore control;
  private final Deliveries deliveries;
  private final List<AlertListener> everybody;
  private final Function<WebhookTarget, AlertListener> webhooks;
  private final String link;
  private final Attempts attempts;
  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /**
   * Makes an announcer.
   *
   * @param attempts is told how often others tried already
   * @param settings say whom every rule tells, how an address becomes a listener, and where the
   *     console is
   */
  Announcer(
      RuleBook book,
      ControlStore control,
      Deliveries deliveries,
      Attempts attempts,
      AlertSettings settings) {
    this.book = book;
    this.control = control;
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.everybody = List.copyOf(settings.listeners());
    this.webhooks = settings.webhooks();
    this.link = settings.link();
  }

  void tell(List<AlertEvent> events) {
    Map<String, List<AlertListener>> ofRules = listenersOfRules();
    events.forEach(
        event -> deliveries.offer(message(event), ofRules.getOrDefault(event.ruleId(), everybody)));
  }

  /** The event with the names of those whom the rule tells now: who comes later is not told. */
  AlertEvent addressed(AlertEvent event, KnownRule rule) {
    return addressed(event, listeners(rule));
  }

  /** The same of what belongs to no rule. */
  AlertEvent addressed(AlertEvent event) {
    return addressed(event, everybody);
  }

  private static AlertEvent addressed(AlertEvent event, List<AlertListener> listeners) {
    List<String> names = listeners.stream().map(Deliveries::nameOf).toList();
    return event.withDetail(EventTold.of(event).to(names).json());
  }

  /** Tells of a rule that is not there any more. */
  void tell(List<AlertEvent> events, KnownRule rule) {
    events.forEach(event -> deliveries.offer(message(event), listeners(rule)));
  }

  /** Tells of what belongs to no rule. */
  void tellEverybody(AlertEvent event) {
    deliveries.offer(message(event), everybody);
  }

  private Map<String, List<AlertListener>> listenersOfRules() {
    Map<String, List<AlertListener>> byRule = new HashMap<>();
    for (KnownRule rule : book.all()) {
      byRule.put(rule.id(), listeners(rule));
    }
    return byRule;
  }

  /** Whom a rule tells. An address that must not be called any more keeps nobody else from it. */
  List<AlertListener> listeners(KnownRule rule) {
    List<AlertListener> all = new ArrayList<>(everybody);
    for (WebhookTarget target : rule.definition().webhooks()) {
      try {
        all.add(webhooks.apply(target));
      } catch (IllegalArgumentException refused) {
        if (isNews(rule, target)) {
          LOGGER.error(
              "The alert rule {} does not tell its {}: {}",
              rule.id(),
              target,
              refused.getMessage());
        }
      }
    }
    return all;
  }

  /** Said once, as long as not very many are said. */
  private boolean isNews(KnownRule rule, WebhookTarget target) {
    return said.size() < MOST_SAID && said.add(rule.id() + target.url().hashCode());
  }

  /**
   * Tells what happened lately and did not arrive: whoever was to tell it may be gone.
   *
   * @param now the store's time
   */
  void tellWhatWasNotTold(Instant now, Duration within) {
    Map<String, List<AlertListener>> ofRules = listenersOfRules();
    for (AlertEvent event : lately(new TimeRange(now.minus(within), now.plus(within)))) {
      List<AlertDelivery> known = control.deliveries(event.id());
      List<AlertListener> left =
          ofRules.getOrDefault(event.ruleId(), everybody).stream()
              .filter(listener -> !isDone(event, listener, known))
              .toList();
      left.forEach(listener -> attempts.goOn(event.id(), Deliveries.nameOf(listener), known));
      deliveries.offer(message(event), left);
    }
  }

  /** The oldest first; of very many the newest. */
  private List<AlertEvent> lately(TimeRange range) {
    List<AlertEvent> events = new ArrayList<>(control.events(range, MOST_EVENTS));
    Collections.reverse(events);
    return events;
  }

  private boolean isDone(AlertEvent event, AlertListener listener, List<AlertDelivery> known) {
    String name = Deliveries.nameOf(listener);
    return !EventTold.of(event).isFor(name)
        || deliveries.isWaiting(event.id(), name)
        || known.stream()
            .filter(each -> each.receiver().equals(name))
            .anyMatch(each -> each.isDelivered() || each.outcome().startsWith(GIVEN_UP));
  }

  private AlertMessage message(AlertEvent event) {
    EventTold detail = EventTold.parse(event.detail());
    return new AlertMessage(
        event.id(),
        event.ruleId(),
        detail.ruleName(),
        detail.type(),
        detail.severity(),
        transition(event.transition()),
        detail.labels(),
        event.value(),
        event.threshold(),
        event.at(),
        event.since(),
        event.message(),
        link(event.ruleId(), event.at()));
  }

  private static AlertMessage.Transition transition(String word) {
    for (AlertMessage.Transition each : AlertMessage.Transition.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    return AlertMessage.Transition.FIRING;
  }

  /** Where the console shows a rule at a time; empty where nobody said where the console is. */
  String link(String ruleId, Instant at) {
    return link.isEmpty()
        ? ""
        : "%s/alerts?rule=%s&at=%s"
            .formatted(link, URLEncoder.encode(ruleId, StandardCharsets.UTF_8), at.toEpochMilli());
  }
}

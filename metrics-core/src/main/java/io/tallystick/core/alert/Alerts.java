package io.tallystick.core.alert;

import static java.util.Objects.requireNonNull;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.deliver.AlertMessage;
import io.tallystick.core.deliver.AlertMessage.Transition;
import io.tallystick.core.deliver.Deliveries;
import io.tallystick.core.deliver.DeliveryOutcome;
import io.tallystick.core.query.InvalidQueryException;
import io.tallystick.core.query.MetricsReader;
import io.tallystick.spi.AlertDelivery;
import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.AlertState;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Rules that are evaluated every minute, and what becomes of them. Any thread may call; what asks
 * the store may wait for it.
 *
 * <pre>{@code
 * Alerts alerts = runtime.alerts();
 * alerts.create(RuleDefinition.errorRate("Many errors", 10).minimumVolume(20), "ann");
 * }</pre>
 */
public final class Alerts implements AutoCloseable {
  private static final Duration LONGEST_BACKTEST = Duration.ofDays(92);
  private static final int LAST_EVENTS = 200;
  private static final int TRIALS_AT_ONCE = 2;
  private static final Duration BACKTEST_DEADLINE = Duration.ofSeconds(30);

  private final ControlStore control;
  private final MetricsReader reader;
  private final MetricsReader pastReader;
  private final Measurement pastMeasurement;
  private final WarningNotes warnings;
  private final Semaphore trials = new Semaphore(TRIALS_AT_ONCE);
  private final RuleBook book;
  private final Attempts attempts = new Attempts();
  private final Deliveries deliveries;
  private final Announcer announcer;
  private final Evaluator evaluator;
  private final AlertLoop loop;
  private final Supplier<Moment> clock;

  /**
   * Reads the rules that were given; nothing is evaluated yet.
   *
   * @param reader answers the questions of evaluation alone, so that no other questions hold it up;
   *     it is closed with this
   * @param pastReader answers what is asked where a rule is tried on the past
   * @throws IllegalArgumentException when a rule that was given is none
   */
  public Alerts(
      ControlStore control,
      MetricsReader reader,
      MetricsReader pastReader,
      AlertSettings settings) {
    this.control = control;
    this.warnings = new WarningNotes(control);
    this.reader = reader;
    this.pastReader = pastReader;
    this.clock = settings.clock();
    Measurement measurement = Measurement.ofNow(reader, settings.limits());
    this.pastMeasurement = Measurement.ofPast(pastReader, settings.limits());
    this.book = new RuleBook(control, given(settings), settings.webhookCheck());
    this.deliveries =
        new Deliveries(
            this::note, settings.metrics(), clock, () -> ThreadLocalRandom.current().nextDouble());
    this.announcer = new Announcer(book, control, deliveries, attempts, settings);
    this.evaluator =
        new Evaluator(
            book,
            control,
            rule -> new RuleEvaluation(rule, reader, measurement, settings.finest()),
            settings.metrics(),
            announcer);
    this.loop =
        new AlertLoop(
            settings.leases(),
            control,
            evaluator,
            announcer,
            new EvaluationTimes(control, settings.finest()),
            clock);
  }

  private static List<KnownRule> given(AlertSettings settings) {
    Instant now = Instant.ofEpochMilli(settings.clock().get().wallMillis());
    List<KnownRule> given = new ArrayList<>(Given.known(settings.rules(), Given.CODE, now));
    if (settings.file() != null) {
      given.addAll(Given.known(Given.ofFile(settings.file()), Given.FILE, now));
    }
    // Not looked up: an application starts also where the network is not there yet.
    given.stream()
        .flatMap(rule -> rule.definition().webhooks().stream())
        .forEach(target -> requireNonNull(settings.webhooks().apply(target)));
    return given;
  }

  private void note(
      AlertMessage message,
      String receiver,
      int attempt,
      Instant at,
      boolean isDelivered,
      String outcome) {
    if (message.transition() == Transition.TEST) {
      return; // whoever asked for it has the answer
    }
    int number = attempts.number(message.eventId(), receiver, attempt);
    control.putDelivery(
        new AlertDelivery(message.eventId(), receiver, number, at, isDelivered, outcome));
  }

  /** All rules that can be read; those from code and from a file first. */
  public List<KnownRule> rules() {
    return book.all().stream().map(this::withLastFiring).toList();
  }

  /** When a rule fired that is in no store, its events tell. */
  private KnownRule withLastFiring(KnownRule rule) {
    if (!rule.isReadOnly()) {
      return rule;
    }
    Instant now = Instant.ofEpochMilli(clock.get().wallMillis());
    TimeRange lately = new TimeRange(now.minus(LONGEST_BACKTEST), now.plus(Duration.ofDays(1)));
    return control.eventsOf(rule.id(), lately, LAST_EVENTS).stream()
        .filter(event -> event.transition().equals(Transition.FIRING.word()))
        .findFirst()
        .map(event -> rule.firedAt(event.at()))
        .orElse(rule);
  }

  /**
   * The rule of an id.
   *
   * @throws RuleRefusedException when there is none
   */
  public KnownRule rule(String id) {
    return withLastFiring(book.find(id));
  }

  /**
   * Makes a rule.
   *
   * @param by who makes it
   * @throws InvalidRuleException when it tells an address that must not be called
   * @throws RuleRefusedException when there are too many already
   */
  public KnownRule create(RuleDefinition definition, String by) {
    return book.create(definition, by);
  }

  /**
   * Changes a rule.
   *
   * @param version which one was seen
   * @throws InvalidRuleException when it tells an address that must not be called
   * @throws RuleRefusedException when there is none, it is in another version by now, or it comes
   *     from code or a file
   */
  public KnownRule update(String id, long version, RuleDefinition definition) {
    return book.update(id, version, definition);
  }

  /**
   * Switches a rule on or off.
   *
   * @param version which one was seen
   * @throws RuleRefusedException as {@link #update}
   */
  public KnownRule enable(String id, long version, boolean isOn) {
    return book.update(id, version, book.find(id).definition().enabled(isOn));
  }

  /**
   * Removes a rule; what became of it stays. Whoever was told that it fires is told that it is not
   * watched any more.
   *
   * @param version which one was seen
   * @throws RuleRefusedException as {@link #update}
   */
  public void remove(String id, long version) {
    List<AlertState> kept =
        control.alertStates().stream().filter(state -> state.ruleId().equals(id)).toList();
    book.remove(id, version).ifPresent(rule -> tellThatItIsRemoved(rule, kept));
  }

  private void tellThatItIsRemoved(KnownRule rule, List<AlertState> kept) {
    RuleTurn turn = new RuleTurn(rule, now(), group -> Double.NaN);
    turn.end(kept, "removed");
    List<AlertEvent> events =
        turn.events().stream().map(event -> announcer.addressed(event, rule)).toList();
    events.forEach(control::putEvent);
    announcer.tell(events, rule);
  }

  /** How groups of rules are that are not simply well. */
  public List<GroupStatus> groups() {
    return control.alertStates().stream()
        .map(
            state ->
                new GroupStatus(
                    state.ruleId(),
                    state.group(),
                    state.state(),
                    state.since(),
                    state.firedAt(),
                    GroupTrack.isFiring(state)))
        .toList();
  }

  /** What happened in a time, the newest first. */
  public List<AlertEvent> events(TimeRange range, int most) {
    return control.events(range, most);
  }

  /** What happened to one rule in a time, the newest first. */
  public List<AlertEvent> eventsOf(String ruleId, TimeRange range, int most) {
    return control.eventsOf(ruleId, range, most);
  }

  /** Whom an event was sent to, in the order of the times. */
  public List<AlertDelivery> deliveries(String eventId) {
    return control.deliveries(eventId);
  }

  /**
   * Tells all receivers of a rule that this is a test, and waits for what comes of it.
   *
   * @throws RuleRefusedException when there is no such rule
   */
  public List<DeliveryOutcome> test(String id) {
    KnownRule rule = book.find(id);
    RuleDefinition definition = rule.definition();
    Instant now = now();
    AlertMessage message =
        new AlertMessage(
            "test-" + UUID.randomUUID(),
            rule.id(),
            definition.name(),
            definition.type().id(),
            definition.severity().id(),
            Transition.TEST,
            new TreeMap<>(),
            Double.NaN,
            definition.condition().threshold(),
            now,
            now,
            "This is a test of the alert rule " + definition.name() + ": nothing is wrong",
            announcer.link(rule.id(), now));
    return deliveries.test(message, announcer.listeners(rule));
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.get().wallMillis());
  }

  /**
   * Tries a rule on the past: when it would have fired.
   *
   * @param range cut to whole minutes; 92 days at most
   * @throws InvalidQueryException for a time that cannot be tried
   * @throws RuleRefusedException when two are being tried already
   */
  public Backtest backtest(RuleDefinition definition, TimeRange range) {
    Instant to = range.to().isAfter(now()) ? now() : range.to();
    Instant from = range.from().truncatedTo(ChronoUnit.MINUTES);
    Instant end = to.truncatedTo(ChronoUnit.MINUTES);
    if (!from.isBefore(end) || Duration.between(from, end).compareTo(LONGEST_BACKTEST) > 0) {
      throw new InvalidQueryException(
          "range",
          range.from() + " to " + range.to(),
          "give a time of the past, of a minute at least and 92 days at most");
    }
    KnownRule tried = new KnownRule("tried", 1, definition, false, "", from, from, null);
    if (!trials.tryAcquire()) {
      throw new RuleRefusedException(
          RuleRefusedException.Reason.BUSY,
          "%d rules are being tried already: try again in a moment.".formatted(TRIALS_AT_ONCE));
    }
    try {
      long startNanos = clock.get().elapsedNanos();
      return new Backtester(
              tried,
              pastMeasurement,
              new SpikePast(pastReader, pastMeasurement),
              () -> requireInTime(startNanos))
          .run(new TimeRange(from, end));
    } finally {
      trials.release();
    }
  }

  private void requireInTime(long startNanos) {
    if (clock.get().elapsedNanos() - startNanos > BACKTEST_DEADLINE.toNanos()) {
      throw new InvalidQueryException(
          "range",
          "too long to be tried",
          "it takes more than %d s: give a shorter time, or fewer groups"
              .formatted(BACKTEST_DEADLINE.toSeconds()));
    }
  }

  /**
   * Tells everybody that a key comes near its limit; for who watches limits. It asks the store to
   * keep that, for a second at most, and tells it whether or not the store does.
   */
  public void warn(LimitWarning warning) {
    AlertEvent event = announcer.addressed(warning.event());
    if (warnings.isNews(event)) { // else another instance that counts the same key told it
      announcer.tellEverybody(event);
    }
  }

  /** How alerting gets on in this instance. Never asks the store. */
  public AlertStatus status() {
    Map<String, String> problems = new TreeMap<>(evaluator.problems());
    problems.putAll(book.unreadable());
    return new AlertStatus(
        loop.isEvaluating(),
        loop.evaluatedThrough(),
        loop.lastError(),
        problems,
        deliveries.status());
  }

  /** Evaluates where it is time; for one thread of the runtime, about once a second. */
  public void look() {
    loop.look();
  }

  /** Sends what waits where it is time; for one thread of the runtime, about once a second. */
  public void lookAtDeliveries() {
    deliveries.look();
  }

  /** Evaluates no more, and sends what is under way for a second at most. */
  @Override
  public void close() {
    reader.close();
    deliveries.close();
  }
}

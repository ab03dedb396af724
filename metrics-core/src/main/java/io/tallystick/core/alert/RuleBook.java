package io.tallystick.core.alert;

import io.tallystick.spi.AlertRule;
import io.tallystick.spi.ControlStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of a store and those that were given. Who changes one says which version was seen. For
 * any thread; every method asks the store.
 */
final class RuleBook {
  private static final int MOST_RULES = 1_000;
  private static final Logger LOGGER = LoggerFactory.getLogger(RuleBook.class);

  private final ControlStore control;
  private final List<KnownRule> given;
  private final Consumer<WebhookTarget> webhookCheck;

  /** Rules of the store that cannot be read, by what was said of them. */
  private final Map<String, String> unreadable = new ConcurrentHashMap<>();

  /**
   * Opens the book.
   *
   * @param given what comes from code and from a file
   * @param webhookCheck throws {@link InvalidRuleException} for an address that must not be called
   */
  RuleBook(ControlStore control, List<KnownRule> given, Consumer<WebhookTarget> webhookCheck) {
    this.control = control;
    this.given = List.copyOf(given);
    this.webhookCheck = webhookCheck;
  }

  /**
   * An address that must not be called is refused when it is saved, and again when it is called.
   */
  private void requireCallable(RuleDefinition definition, List<WebhookTarget> known) {
    definition.webhooks().stream().filter(each -> !known.contains(each)).forEach(webhookCheck);
  }

  /** All rules that can be read: the given ones first. */
  List<KnownRule> all() {
    List<KnownRule> all = new ArrayList<>(given);
    Set<String> ids = new HashSet<>();
    for (AlertRule stored : control.rules()) {
      ids.add(stored.id());
      addIfReadable(stored, all);
    }
    unreadable.keySet().retainAll(ids);
    return all;
  }

  private void addIfReadable(AlertRule stored, List<KnownRule> all) {
    try {
      all.add(StoredForm.known(stored));
      unreadable.remove(stored.id());
    } catch (IllegalArgumentException broken) {
      String reason = String.valueOf(broken.getMessage());
      if (!reason.equals(unreadable.put(stored.id(), reason))) {
        LOGGER.error("The alert rule {} cannot be evaluated: {}", stored.id(), reason);
      }
    }
  }

  /** Rules of the store that cannot be read, and why not. */
  Map<String, String> unreadable() {
    return new TreeMap<>(unreadable);
  }

  /**
   * The rule of an id.
   *
   * @throws RuleRefusedException when there is none
   */
  KnownRule find(String id) {
    return find(all(), id);
  }

  private static KnownRule find(List<KnownRule> rules, String id) {
    return rules.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> RuleRefusedException.unknown(id));
  }

  KnownRule create(RuleDefinition definition, String by) {
    requireCallable(definition, List.of());
    Checks.text("created_by", by, 200);
    if (control.rules().size() >= MOST_RULES) {
      throw new RuleRefusedException(
          RuleRefusedException.Reason.TOO_MANY,
          "There are %d alert rules already: remove one first.".formatted(MOST_RULES));
    }
    Instant now = now();
    String id = UUID.randomUUID().toString().replace("-", "");
    KnownRule rule = new KnownRule(id, 1, definition, false, by, now, now, null);
    keep(rule, 0);
    return rule;
  }

  /**
   * Puts another definition in place of one.
   *
   * @param version which one was seen
   */
  KnownRule update(String id, long version, RuleDefinition definition) {
    KnownRule there = changeable(id, version);
    boolean isSwitchedOn = definition.isEnabled() && !there.definition().isEnabled();
    requireCallable(definition, isSwitchedOn ? List.of() : there.definition().webhooks());
    KnownRule changed =
        new KnownRule(
            id,
            version + 1,
            definition,
            false,
            there.createdBy(),
            there.createdAt(),
            now(),
            there.lastFiredAt());
    keep(changed, version);
    return changed;
  }

  private KnownRule changeable(String id, long version) {
    return changeable(all(), id, version);
  }

  private static KnownRule changeable(List<KnownRule> rules, String id, long version) {
    KnownRule there = find(rules, id);
    if (there.isReadOnly()) {
      throw RuleRefusedException.readOnly(there);
    }
    if (there.version() != version) {
      throw RuleRefusedException.changed(id, version);
    }
    return there;
  }

  private void keep(KnownRule rule, long expectedVersion) {
    RuleDefinition definition = rule.definition();
    AlertRule stored =
        new AlertRule(
            rule.id(),
            rule.version(),
            definition.name(),
            definition.type().id(),
            definition.isEnabled(),
            StoredForm.terms(definition),
            rule.createdBy(),
            rule.createdAt(),
            rule.updatedAt(),
            rule.lastFiredAt());
    if (!control.putRule(stored, expectedVersion)) {
      throw RuleRefusedException.changed(rule.id(), expectedVersion);
    }
  }

  /**
   * Removes a rule; also one that cannot be read.
   *
   * @return what it was, if it could be read
   */
  Optional<KnownRule> remove(String id, long version) {
    List<KnownRule> readable = all();
    boolean isBroken = unreadable.containsKey(id);
    Optional<KnownRule> there =
        isBroken ? Optional.empty() : Optional.of(changeable(readable, id, version));
    if (!control.removeRule(id, version)) {
      throw RuleRefusedException.changed(id, version);
    }
    return there;
  }

  private Instant now() {
    return control.now().truncatedTo(ChronoUnit.MILLIS);
  }
}

package io.tallystick.core.record;

import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers by rule what was refused, until a thread of ours logs it: recording never writes a log.
 */
final class Drops {
  private static final Logger LOGGER = LoggerFactory.getLogger(Drops.class);

  /** The last reason for each rule since it was logged. */
  private final Map<Rule, String> reasons = new ConcurrentHashMap<>();

  private final boolean isStrict;

  Drops(boolean isStrict) {
    this.isStrict = isStrict;
  }

  /** Whether the rule was not broken since it was logged, so that a reason is worth making. */
  boolean isNew(Rule rule) {
    return isStrict || !reasons.containsKey(rule);
  }

  /** Notes a refusal; throws it when recording is strict. */
  void note(Decision refusal) {
    Rule rule = refusal.rule();
    if (rule == null) {
      return;
    }
    if (isStrict) {
      throw new IllegalArgumentException(refusal.toString());
    }
    noteQuietly(rule, refusal.reason());
  }

  /** Notes what no call can be told of any more, strict or not. */
  void noteQuietly(Rule rule, String reason) {
    if (!reason.isEmpty()) { // else it was logged since somebody found that no reason is wanted
      reasons.putIfAbsent(rule, reason);
    }
  }

  /** One line for each rule that was broken since the last call. */
  void log() {
    for (Rule rule : Rule.values()) {
      String reason = reasons.remove(rule);
      if (reason != null) {
        LOGGER.warn("Recording refused something ({}), first: {}", rule.id(), reason);
      }
    }
  }
}

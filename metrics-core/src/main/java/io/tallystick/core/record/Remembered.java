package io.tallystick.core.record;

import io.tallystick.guard.Decision;
import io.tallystick.guard.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided lately on names and tags that are not recorded as they were written: refused, or
 * led to a series with other tags. So a flood of one kind of bad input is decided on once.
 *
 * <p>Texts are known by their keyed hash only: what the guards took out is not kept. The table has
 * a fixed number of places; a new verdict takes the place of an old one. Verdicts are immutable and
 * a place is one reference, so threads need nothing more.
 */
final class Remembered {
  private static final int PLACES = 1 << 12;

  private final @Nullable Verdict[] places = new Verdict[PLACES];

  @Nullable Verdict find(KeyedHash.Key key) {
    Verdict verdict = places[place(key)];
    return verdict != null && verdict.key.equals(key) ? verdict : null;
  }

  void keep(Verdict verdict) {
    places[place(verdict.key)] = verdict;
  }

  private static int place(KeyedHash.Key key) {
    return (int) key.low() & (PLACES - 1);
  }

  /**
   * What was decided.
   *
   * @param key what it was decided on
   * @param series where samples go; null when they are refused
   * @param refusal why they are refused; accepted otherwise
   * @param changes the rules that changed the tags
   * @param isToKeep whether the same is decided the next time
   */
  record Verdict(
      KeyedHash.Key key,
      @Nullable Series series,
      Decision refusal,
      List<Rule> changes,
      boolean isToKeep) {

    /** The same without the sentence, which repeats what was refused. */
    Verdict withoutReason() {
      Rule rule = refusal.rule();
      return rule == null
          ? this
          : new Verdict(key, series, Decision.refused(rule, ""), changes, isToKeep);
    }
  }
}

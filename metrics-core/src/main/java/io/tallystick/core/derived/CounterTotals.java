package io.tallystick.core.derived;

import io.tallystick.Tags;
import io.tallystick.spi.CounterState;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What was counted in a bucket so far, so many series at most: a note has to hold them. What is one
 * too many is added to the overflow, so that the sum stays exact. For one thread.
 */
final class CounterTotals {
  static final Tags OVERFLOW = Tags.of("overflow", "true");

  private static final int MOST_SERIES = 50;

  /** Of a note, with room left for its head. */
  private static final int MOST_CHARACTERS = 7_400;

  /** Whose text is as long as any. */
  private static final CounterState WIDEST = new CounterState(Long.MAX_VALUE, Math.PI * 1e-300);

  private final Tags constantTags;
  private final Set<Tags> known;
  private final int mostKnown;
  private final Map<Tags, CounterState> totals;
  private int characters;

  /**
   * Goes on with totals.
   *
   * @param constantTags tags of every series
   * @param known the series that there are, to which new ones are added
   * @param mostKnown how many there may be
   */
  CounterTotals(Map<Tags, CounterState> soFar, Tags constantTags, Set<Tags> known, int mostKnown) {
    this.totals = new LinkedHashMap<>(soFar);
    this.constantTags = constantTags;
    this.known = known;
    this.mostKnown = mostKnown;
    this.characters = length(constantTags.and(OVERFLOW));
    soFar.keySet().forEach(tags -> characters += length(tags));
  }

  void add(Tags tags, Number amount) {
    CounterState added = state(amount);
    Tags full = constantTags.and(tags);
    Tags taken = hasRoom(full) ? full : constantTags.and(OVERFLOW);
    if (!totals.containsKey(taken)) {
      characters += length(taken);
    }
    totals.merge(taken, added, CounterTotals::sum);
  }

  private boolean hasRoom(Tags tags) {
    if (totals.containsKey(tags)) {
      return true;
    }
    boolean fits = totals.size() < MOST_SERIES && characters + length(tags) <= MOST_CHARACTERS;
    return fits && (known.contains(tags) || (known.size() < mostKnown && known.add(tags)));
  }

  /** How much of a note a series takes, its end of line included. */
  private static int length(Tags tags) {
    return CounterNote.line(tags, WIDEST).length() + 1;
  }

  Map<Tags, CounterState> totals() {
    return totals;
  }

  private static CounterState sum(CounterState one, CounterState other) {
    long whole = one.whole() + other.whole();
    return new CounterState(
        whole < 0 ? Long.MAX_VALUE : whole, one.fractional() + other.fractional());
  }

  private static CounterState state(Number amount) {
    if (amount.doubleValue() < 0) {
      throw new DerivedQueryException(
          "The SQL gives %s as what is to be added: a counter only grows.".formatted(amount), null);
    }
    boolean isWhole =
        amount instanceof Long
            || amount instanceof Integer
            || amount instanceof Short
            || amount instanceof Byte;
    return isWhole ? CounterState.ofWhole(amount.longValue()) : ofDecimal(amount);
  }

  private static CounterState ofDecimal(Number amount) {
    BigDecimal exact = new BigDecimal(amount.toString()).stripTrailingZeros();
    if (exact.scale() > 0) {
      return new CounterState(0, exact.doubleValue());
    }
    boolean isLarge = exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
    return CounterState.ofWhole(isLarge ? Long.MAX_VALUE : exact.longValue());
  }
}

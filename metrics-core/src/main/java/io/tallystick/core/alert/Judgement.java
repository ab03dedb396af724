package io.tallystick.core.alert;

/**
 * What an evaluation says of one group.
 *
 * @param verdict whether the condition of the rule is so
 * @param isWellClear whether it is not so by more than a little, so that it may be over
 * @param value what was measured; NaN where nothing was
 * @param volume of how many samples
 * @param part of a share how many its part is, of a limit how much of it was used
 * @param usual what would be usual, of a spike; NaN else
 */
record Judgement(
    Verdict verdict, boolean isWellClear, double value, double volume, double part, double usual) {
  static final Judgement UNKNOWN =
      new Judgement(Verdict.UNKNOWN, false, Double.NaN, 0, 0, Double.NaN);

  /** Nothing is wrong, and there is nothing to show. */
  static final Judgement NOTHING = new Judgement(Verdict.NO, true, Double.NaN, 0, 0, Double.NaN);

  /** Whether the condition of a rule is so. */
  enum Verdict {
    YES,
    NO,
    /** There is nothing to compare. */
    UNKNOWN
  }
}

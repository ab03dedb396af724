package io.tallystick.instrument;

/**
 * What was judged of a learner's work.
 *
 * <pre>{@code
 * WorkflowMetrics.struggleJudged(Struggle.STRUGGLING);
 * }</pre>
 */
public enum Struggle implements TagValue {
  /** The learner needs help. */
  STRUGGLING("struggling"),
  /** The learner gets on. */
  NOT_STRUGGLING("not_struggling");

  private final String tagValue;

  Struggle(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}

package io.tallystick.instrument;

/**
 * What was done to a policy.
 *
 * <pre>{@code
 * AdminMetrics.policyChanged(PolicyChange.DELETE);
 * }</pre>
 */
public enum PolicyChange implements TagValue {
  /** It is new. */
  CREATE("create"),
  /** It says something else. */
  UPDATE("update"),
  /** It is gone. */
  DELETE("delete");

  private final String tagValue;

  PolicyChange(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}

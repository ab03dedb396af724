package io.tallystick.instrument;

/**
 * What came of the question whether someone may do something.
 *
 * <pre>{@code
 * AuthorizationMetrics.decided(Access.DENIED, "rbac");
 * }</pre>
 */
public enum Access implements TagValue {
  /** It may be done. */
  ALLOWED("allowed"),
  /** It may not be done. */
  DENIED("denied"),
  /** Nobody could say. */
  ERROR("error");

  private final String tagValue;

  Access(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}

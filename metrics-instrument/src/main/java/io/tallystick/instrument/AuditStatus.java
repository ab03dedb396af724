package io.tallystick.instrument;

/**
 * What an audit concluded.
 *
 * <pre>{@code
 * AuditMetrics.executed(AuditStatus.PASS);
 * }</pre>
 */
public enum AuditStatus implements TagValue {
  /** All is well. */
  PASS("pass"),
  /** It is not. */
  FAIL("fail"),
  /** Something has to be done first. */
  REMEDIATION_REQUIRED("remediation_required");

  private final String tagValue;

  AuditStatus(String tagValue) {
    this.tagValue = tagValue;
  }

  /** As it is recorded. */
  @Override
  public String tagValue() {
    return tagValue;
  }
}

package io.tallystick.instrument;

import static io.tallystick.instrument.TagValue.text;

import io.tallystick.Metrics;

/**
 * What audits read and find. A type of violation is such as {@code hardcoded_secret}: one of a few,
 * never what was found.
 *
 * <p>For any thread. A null is dropped and counted as in a plain call; nothing throws.
 *
 * <pre>{@code
 * AuditMetrics.executed(AuditStatus.FAIL);
 * AuditMetrics.violations("long_function", 3);
 * }</pre>
 */
public final class AuditMetrics {

  private AuditMetrics() {}

  /** An audit ran. */
  public static void executed(AuditStatus status) {
    Metrics.current().count("audit.execution.count", 1, "status", text(status));
  }

  /** One audit read so many files. */
  public static void filesProcessed(long files) {
    Metrics.current().histogram("audit.files_processed", files);
  }

  /** One audit found so many violations, of all types. */
  public static void violationsDetected(long violations) {
    Metrics.current().histogram("audit.violations_detected", violations);
  }

  /** So many violations of a type were found. */
  public static void violations(String type, long amount) {
    Metrics.current().count("audit.violation.count", amount, "violation_type", type);
  }
}

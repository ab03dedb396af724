package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void auditsAreCountedWithWhatTheyFind() {
    AuditMetrics.executed(AuditStatus.REMEDIATION_REQUIRED);
    AuditMetrics.filesProcessed(80);
    AuditMetrics.violationsDetected(3);
    AuditMetrics.violations("long_function", 2);

    assertThat(calls.lines())
        .containsExactly(
            "count audit.execution.count 1 {status=remediation_required}",
            "histogram audit.files_processed 80",
            "histogram audit.violations_detected 3",
            "count audit.violation.count 2 {violation_type=long_function}");
  }
}

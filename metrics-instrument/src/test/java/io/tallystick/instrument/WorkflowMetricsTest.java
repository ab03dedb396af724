package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkflowMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void runsAreCountedAndTimed() {
    WorkflowMetrics.took("audit", 2_500_000, Result.ERROR);
    WorkflowMetrics.failed("audit", "execution_error");

    assertThat(calls.lines())
        .containsExactly(
            "count workflow.execution.count 1 {status=failure, workflow_type=audit}",
            "histogram workflow.duration_ms 2.5 {workflow_type=audit}",
            "count workflow.failure.count 1 {error_type=execution_error, workflow_type=audit}");
  }

  @Test
  void whatIsJudgedAndRecommendedIsCounted() {
    WorkflowMetrics.struggleJudged(Struggle.NOT_STRUGGLING);
    WorkflowMetrics.editFrequency(0.5);
    WorkflowMetrics.errorCount(3);
    WorkflowMetrics.lessonRecommended();

    assertThat(calls.lines())
        .containsExactly(
            "count struggle.detection.count 1 {result=not_struggling}",
            "histogram struggle.workflow.edit_frequency 0.5",
            "histogram struggle.workflow.error_count 3",
            "count lesson.recommendation.count");
  }
}

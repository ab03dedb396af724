package io.tallystick.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Result;
import io.tallystick.core.WrittenDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineMetricsTest {
  private final WrittenDown calls = new WrittenDown();

  @AfterEach
  void uninstall() {
    calls.close();
  }

  @Test
  void runsAndWhatIsAroundScriptsAreTimed() {
    PipelineMetrics.took("invoices", "order_paid", 2_500_000, Result.ERROR);
    PipelineMetrics.scriptOverhead("discount", 2_500_000);

    assertThat(calls.lines())
        .containsExactly(
            "histogram pipeline.exec.duration_ms 2.5 {pipeline_id=invoices, status=failure, trigger_event=order_paid}",
            "histogram pipeline.node.overhead_ms 2.5 {script_id=discount}");
  }
}

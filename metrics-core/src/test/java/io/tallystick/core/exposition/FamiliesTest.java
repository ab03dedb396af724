package io.tallystick.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StoredMetric;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FamiliesTest {
  private final Map<String, MetricDescriptor> described = new HashMap<>();
  private final Families families = new Families(name -> Optional.ofNullable(described.get(name)));

  private String name(String metric, MetricKind kind) {
    return families.family(new StoredMetric(metric, kind, SeriesType.SYSTEM)).name();
  }

  @Test
  void aMetricThatIsAskedForAgainKeepsItsName() {
    assertThat(name("a.sent.count", MetricKind.COUNTER)).isEqualTo("a_sent");
    assertThat(name("a.sent.count", MetricKind.COUNTER)).isEqualTo("a_sent");
    assertThat(name("a.sent", MetricKind.GAUGE)).isEqualTo("a_sent_gauge");
    assertThat(name("a.sent", MetricKind.GAUGE)).isEqualTo("a_sent_gauge");
  }

  @Test
  void noSampleOfOneMetricIsCalledAsASampleOfAnother() {
    assertThat(name("a.value", MetricKind.HISTOGRAM)).isEqualTo("a_value");
    assertThat(name("A.value.sum", MetricKind.GAUGE)).isEqualTo("_A_value_sum"); // a foreign name
    assertThat(name("A.value", MetricKind.HISTOGRAM)).isEqualTo("_A_value_histogram");
    assertThat(name("A.sent.total", MetricKind.GAUGE)).isEqualTo("_A_sent_total");
    assertThat(name("A.sent", MetricKind.COUNTER)).isEqualTo("_A_sent_counter");
    assertThat(name("A_sent", MetricKind.COUNTER)).isEqualTo("_A_sent_2");
  }

  @Test
  void aMetricThatIsDescribedLaterIsCalledAsItsDescriptorSays() {
    assertThat(name("a.sent.count", MetricKind.COUNTER)).isEqualTo("a_sent");

    described.put(
        "a.sent.count",
        MetricDescriptor.counter("a.sent.count").expositionName("mails_total").build());
    assertThat(name("a.sent.count", MetricKind.COUNTER)).isEqualTo("mails");
  }
}

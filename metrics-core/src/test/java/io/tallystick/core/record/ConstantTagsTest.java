package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.Tags;
import io.tallystick.UserMetricKind;
import io.tallystick.guard.Rule;
import org.junit.jupiter.api.Test;

/** Tags of the runtime that a call repeats. */
class ConstantTagsTest {
  private static final Tags CONSTANT = Tags.of("region", "eu", "tier", "gold");

  private final ShownRecording shown =
      new ShownRecording(new Wanted().constantTags(CONSTANT).cardinality(5, 50, 10));

  @Test
  void aCallThatRepeatsThemRecordsInTheSeriesWithoutThem() {
    for (int round = 0; round < 3; round++) {
      shown.metrics.count("a.count", 1);
      shown.metrics.count("a.count", 1, "region", "eu");
      shown.metrics.count("a.count", 1, CONSTANT);
      shown.metrics.count("a.count", 1, "tier", "gold", "k", "v");
      shown.metrics.counter("a.count", Tags.of("k", "v")).increment();
    }
    shown.drain();

    assertThat(shown.ids()).containsExactly("a.count", "a.count{k=v}");
    assertThat(shown.total("a.count")).isEqualTo(9);
    assertThat(shown.total("a.count{k=v}")).isEqualTo(6);
    assertThat(shown.droppedInAll()).isZero();
  }

  @Test
  void aHandleIsTheSameWithAndWithoutThem() {
    assertThat(shown.metrics.histogram("a.size_bytes", CONSTANT))
        .isSameAs(shown.metrics.histogram("a.size_bytes", Tags.empty()));
  }

  @Test
  void aTagWithAnotherValueIsAnotherSeries() {
    shown.metrics.gauge("a.active", 1, "region", "us", "tier", "gold");
    shown.metrics.gauge("a.active", 2);
    shown.drain();

    assertThat(shown.ids()).containsExactly("a.active", "a.active{region=us}");
  }

  @Test
  void theValueThatTheGuardsLeaveIsCompared() {
    ShownRecording redacted =
        new ShownRecording(new Wanted().constantTags(Tags.of("owner", "redacted")));
    redacted.metrics.count("a.count", 1);
    redacted.metrics.count("a.count", 1, "owner", "ann@example.com");
    redacted.drain();

    assertThat(redacted.total("a.count")).isEqualTo(2);
    assertThat(redacted.rejected(Rule.TAG_VALUE_PII)).isEqualTo(1);
  }

  @Test
  void theyTakeNoSeriesOfAMetricThatIsFull() {
    for (int i = 0; i < 5; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i);
    }
    for (int i = 0; i < 5; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i, "region", "eu");
    }
    shown.drain();

    assertThat(shown.ids()).hasSize(5);
    assertThat(shown.overflowed("a.count")).isZero();
  }

  @Test
  void theyAreOneSeriesAlsoWhereADescriptorListsThem() {
    shown.metrics.describe(MetricDescriptor.counter("a.count").tags("k", "region").build());
    shown.metrics.count("a.count", 1, "k", "v", "region", "eu");
    shown.metrics.count("a.count", 1, "k", "v");
    shown.drain();

    assertThat(shown.total("a.count{k=v}")).isEqualTo(2);
  }

  @Test
  void aTenantThatRepeatsThemRecordsInItsSeriesWithoutThem() {
    for (int round = 0; round < 3; round++) {
      shown.metrics.recordUserMetric("t", "a.count", 1, UserMetricKind.COUNT, CONSTANT);
      shown.metrics.recordUserMetric("t", "a.count", 1, UserMetricKind.COUNT, Tags.empty());
    }
    shown.drain();

    assertThat(shown.ids()).containsExactly("user.a.count@key-of-t");
    assertThat(shown.total("user.a.count@key-of-t")).isEqualTo(6);
  }
}

package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import org.junit.jupiter.api.Test;

/** Callers write tags in an order of their own, and a series is one whatever that is. */
class WritingOrderTest {
  private final ShownRecording shown = new ShownRecording();

  @Test
  void aSeriesIsKeptOnceInTheOrderInWhichItsMetricIsWritten() {
    for (int i = 0; i < 50; i++) {
      shown.metrics.count("a.count", 1, "z", "1", "m", "" + i, "a", "2");
      shown.metrics.count("a.count", 1, "z", "1", "m", "" + i, "a", "2");
    }

    assertThat(shown.drain().ids()).hasSize(50).contains("a.count{a=2, m=7, z=1}");
    assertThat(otherEntries()).isZero();
  }

  @Test
  void tagsAndOtherOrdersLeadToTheSameSeries() {
    Tags sorted = Tags.of("a", "2", "m", "3", "z", "1");
    shown.metrics.count("a.count", 1, "z", "1", "m", "3", "a", "2");
    for (int i = 0; i < 2; i++) {
      shown.metrics.count("a.count", 1, sorted);
      shown.metrics.count("a.count", 1, Tags.of("m", "3", "z", "1", "a", "2"));
      shown.metrics.count("a.count", 1, "a", "2", "m", "3", "z", "1");
      shown.metrics.counter("a.count", sorted).increment();
    }

    assertThat(shown.drain().ids()).containsExactly("a.count{a=2, m=3, z=1}");
    assertThat(shown.total("a.count{a=2, m=3, z=1}")).isEqualTo(9);
    assertThat(otherEntries()).isEqualTo(1);
  }

  @Test
  void otherKeysOfTheMetricAreSeriesOfTheirOwn() {
    shown.metrics.count("a.count", 1, "z", "1", "a", "2");
    shown.metrics.count("a.count", 1, "z", "1", "b", "2");
    shown.metrics.count("a.count", 1, "z", "1");
    shown.metrics.count("a.count", 1, "z", "1", "a", "2", "b", "3");
    shown.metrics.count("a.count", 1, "a", "1", "z", "2");

    assertThat(shown.drain().ids())
        .containsExactlyInAnyOrder(
            "a.count{a=2, z=1}",
            "a.count{b=2, z=1}",
            "a.count{z=1}",
            "a.count{a=2, b=3, z=1}",
            "a.count{a=1, z=2}");
  }

  private long otherEntries() {
    return Reachable.from(shown.recording).count(OtherEntry.class);
  }
}

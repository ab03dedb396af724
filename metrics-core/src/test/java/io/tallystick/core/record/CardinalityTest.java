package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.Tags;
import io.tallystick.guard.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardinalityTest {
  @Test
  void theSurplusOfAMetricGoesToItsOverflowSeriesSoThatTheSumIsExact() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(10, 1_000, 100));
    for (int i = 0; i < 500; i++) {
      shown.metrics.count("a.count", 2, "k", "v" + i);
      shown.metrics.count("a.count", 1, Tags.of("k", "v" + i));
      shown.metrics.count("a.count", 0.5, "k", "v" + i, "l", "w");
      shown.metrics.histogram("a.size_bytes", i, "k", "v" + i);
    }
    shown.drain();

    assertThat(shown.ids()).hasSize(22).contains("a.count{overflow=true}");
    assertThat(shown.sum("a.count")).isEqualTo(1_500);
    assertThat(shown.fractionSum("a.count")).isEqualTo(250);
    assertThat(shown.sum("a.size_bytes")).isEqualTo(500);
    assertThat(shown.overflowed("a.count")).isEqualTo(1_500 - 15);
    assertThat(shown.overflowed("a.size_bytes")).isEqualTo(490);
    assertThat(shown.rejected(Rule.SERIES_PER_METRIC)).isEqualTo(2);
    assertThat(shown.droppedInAll()).isZero();
  }

  @Test
  void aSeriesWrittenInAnotherOrderStaysItselfAfterOthersRetired() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(2, 1_000, 100));
    shown.metrics.count("a.count", 1, "l", "w", "k", "v");
    shown.metrics.count("a.count", 1, "k", "other");
    shown.drain(true);
    shown.recording.retire(List.of());
    shown.recording.retire(List.of(shown.series("a.count{k=other}")));
    shown.metrics.count("a.count", 1, "k", "new");
    shown.metrics.count("a.count", 1, "k", "surplus");
    shown.metrics.count("a.count", 1, "l", "w", "k", "v");
    shown.drain();

    assertThat(shown.total("a.count{k=v, l=w}")).isEqualTo(2);
  }

  @Test
  void theSeriesOfAFullMetricAreStillFoundEachByItself() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(3, 1_000, 100));
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 6; i++) {
        shown.metrics.count("a.count", 1, "k", "v" + i);
      }
    }
    shown.drain();

    for (int i = 0; i < 3; i++) {
      assertThat(shown.total("a.count{k=v" + i + "}")).isEqualTo(4);
    }
    assertThat(shown.total("a.count{overflow=true}")).isEqualTo(12);
  }

  @Test
  void theSurplusInAllGoesToTheOverflowSeriesOfEachMetric() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(10, 10, 5));
    for (int i = 0; i < 100; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i % 8);
      shown.metrics.gauge("b.active", i, "k", "v" + i);
      shown.metrics.histogram("c.size_bytes", 1, "k", "v" + i);
    }
    shown.drain();

    assertThat(shown.sum("a.count")).isEqualTo(100);
    assertThat(shown.sum("c.size_bytes")).isEqualTo(100);
    assertThat(shown.last("b.active{overflow=true}")).isEqualTo(99);
    assertThat(shown.ids()).hasSize(13);
    assertThat(shown.rejected(Rule.SERIES_IN_ALL)).isEqualTo(3);
  }

  @Test
  void aLimitOfItsOwnHoldsWhateverAllOthersMayBe() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(3, 10, 5));
    shown.metrics.describe(MetricDescriptor.counter("a.count").tags("k").mostSeries(20).build());
    shown.metrics.describe(
        MetricDescriptor.counter("b.count").tags("k").mostSeries(Integer.MAX_VALUE).build());
    for (int i = 0; i < 30; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i);
      shown.metrics.count("b.count", 1, "k", "v" + i);
      shown.metrics.count("c.count", 1, "k", "v" + i);
    }
    shown.drain();

    assertThat(shown.sum("a.count")).isEqualTo(30);
    assertThat(shown.total("a.count{overflow=true}")).isEqualTo(10);
    assertThat(shown.total("b.count{k=v29}")).isEqualTo(1);
    assertThat(shown.total("c.count{overflow=true}")).isEqualTo(27);
  }

  @Test
  void pastTheCapOnNamesANewNameCountsAsDroppedOnly() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(10, 100, 5));
    for (int i = 0; i < 1_000; i++) {
      shown.metrics.count("a.count" + i, 1);
    }
    shown.metrics.count("a.count0", 1, "k", "v");
    shown.drain();

    assertThat(shown.ids()).hasSize(6);
    assertThat(shown.dropped(Rule.NAMES_IN_ALL)).isEqualTo(995);
    assertThat(shown.total("a.count0{k=v}")).isEqualTo(1);
  }

  @Test
  void aFullMetricRunsNoGuardOverUnknownTags() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(1, 100, 5));
    shown.metrics.count("a.count", 1);
    shown.metrics.count("a.count", 1, "k", "v");
    shown.metrics.count("a.count", 1, "who", "ann@example.com");
    shown.metrics.count("a.count", 1, "email", "x");
    shown.drain();

    assertThat(shown.total("a.count{overflow=true}")).isEqualTo(3);
    assertThat(shown.overflowed("a.count")).isEqualTo(3);
    assertThat(shown.rejected(Rule.TAG_VALUE_PII)).isZero();
    assertThat(shown.rejected(Rule.TAG_KEY_DENIED)).isZero();
  }

  @Test
  void aFullMetricStillRefusesAnotherKind() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(1, 100, 5));
    shown.metrics.count("a.count", 1);
    shown.metrics.count("a.count", 1, "k", "v");
    shown.metrics.gauge("a.count", 1, "k", "w");
    shown.drain();

    assertThat(shown.dropped(Rule.KIND_CONFLICT)).isEqualTo(1);
    assertThat(shown.sum("a.count")).isEqualTo(2);
  }

  @Test
  void anOverflowTagOfTheCallersOwnIsTheSameSeries() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(2, 100, 5));
    shown.metrics.count("a.count", 1, "overflow", "true");
    for (int i = 0; i < 10; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i);
    }
    shown.drain();

    assertThat(shown.ids()).containsExactly("a.count{k=v0}", "a.count{overflow=true}");
    assertThat(shown.sum("a.count")).isEqualTo(11);
  }

  @Test
  void theSameTagsInAnyOrderAreOneSeries() {
    ShownRecording shown = new ShownRecording();
    String[][] pairs = {{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}};
    int calls = 0;
    for (int round = 0; round < 3; round++) {
      for (int order = 0; order < 256; order++) {
        String[] one = pairs[order & 3];
        String[] two = pairs[order >> 2 & 3];
        String[] three = pairs[order >> 4 & 3];
        String[] four = pairs[order >> 6];
        if (one != two
            && one != three
            && one != four
            && two != three
            && two != four
            && three != four) {
          shown.metrics.count(
              "a.count", 1, one[0], one[1], two[0], two[1], three[0], three[1], four[0], four[1]);
          calls++;
        }
      }
      shown.metrics.count("a.count", 1, Tags.of("d", "4", "b", "2", "a", "1", "c", "3"));
      calls++;
    }
    shown.drain();

    assertThat(calls).isEqualTo(75);
    assertThat(shown.ids()).containsExactly("a.count{a=1, b=2, c=3, d=4}");
    assertThat(shown.sum("a.count")).isEqualTo(75);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, 40_000, 60_000})
  void tooLittleMemoryForSeriesLeadsToOverflowOnly(long cellBytes) {
    ShownRecording shown =
        new ShownRecording(new Wanted().cellBytes(cellBytes).cardinality(50_000, 50_000, 10));
    for (int i = 0; i < 20_000; i++) {
      shown.metrics.count("a.count", 1, "k", "v" + i);
      shown.metrics.count("b.count", 0.25, "k", "v" + i);
      shown.metrics.histogram("a.size_bytes", 2, "k", "v" + i);
    }
    shown.drain();

    assertThat(shown.sum("a.count")).isEqualTo(20_000);
    assertThat(shown.fractionSum("b.count")).isEqualTo(5_000);
    assertThat(shown.sum("a.size_bytes")).isEqualTo(20_000);
    assertThat(shown.recording.seriesCount()).isLessThan(500);
    assertThat(shown.recording.cellBytes()).isLessThan(cellBytes + 200_000);
    assertThat(shown.rejected(Rule.SERIES_IN_ALL)).isEqualTo(3);
  }

  @Test
  void tooLittleMemoryForHistogramsLeadsToOverflowOnly() {
    ShownRecording shown = new ShownRecording(new Wanted().histogramBytes(10_000));
    for (int i = 0; i < 500; i++) {
      shown.metrics.histogram("a.size_bytes", Math.scalb(1.5, i % 600 - 300), "k", "v" + i);
      shown.metrics.histogram("a.size_bytes", -Math.scalb(1.5, i % 600 - 300), "k", "v" + i);
      shown.metrics.count("a.count", 1, "k", "v" + i);
    }
    shown.drain();

    assertThat(shown.sum("a.size_bytes")).isEqualTo(1_000);
    assertThat(shown.total("a.count{k=v499}")).isEqualTo(1);
    assertThat(shown.recording.histogramBytes()).isLessThan(30_000);
  }
}

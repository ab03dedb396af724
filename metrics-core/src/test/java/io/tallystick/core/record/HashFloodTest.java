package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashFloodTest {
  /** Texts of twelve letters, of "Aa" and "BB", which have one hash code. */
  private static List<String> textsOfOneHash(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      texts.add(text.toString());
    }
    assertThat(texts).extracting(String::hashCode).containsOnly(texts.get(0).hashCode());
    return texts;
  }

  @Test
  void valuesOfOneHashAreASeriesEachAndExact() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(5_000, 5_000, 10));
    List<String> values = textsOfOneHash(800);
    for (int round = 0; round < 3; round++) {
      for (String value : values) {
        shown.metrics.count("a.count", 1, "k", value);
        shown.metrics.count("a.count", 1, Tags.of("k", value));
      }
    }
    shown.drain();

    assertThat(shown.ids()).hasSize(800);
    for (String value : values) {
      assertThat(shown.total("a.count{k=" + value + "}")).isEqualTo(6);
    }
  }

  @Test
  void tableGrowthLosesNoneOfThemAndMakesNoneTwice() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(5_000, 50_000, 10));
    List<String> values = textsOfOneHash(300);
    for (int i = 0; i < 4_000; i++) {
      shown.metrics.count("b.count", 1, "k", "other" + i);
      shown.metrics.count("a.count", 1, "k", values.get(i % 300));
    }
    shown.drain(); // fails when a series is shown twice

    assertThat(shown.sum("a.count")).isEqualTo(4_000);
    assertThat(shown.sum("b.count")).isEqualTo(4_000);
    assertThat(shown.ids()).hasSize(4_300);
    assertThat(shown.total("a.count{k=" + values.get(299) + "}")).isEqualTo(13);
  }

  @Test
  void aSearchEndsAfterAFixedNumberOfPlacesHoweverManyHaveOneHash() {
    Set<SeriesEntry> displaced = new HashSet<>();
    SeriesTable table = new SeriesTable(displaced::add);
    int held = 0;
    for (String value : textsOfOneHash(2_000)) {
      Series series =
          new Series.Builder(new Metric("a.count"), MetricKind.COUNTER, new String[] {"k", value})
              .build();
      held += table.put(series) ? 1 : 0;
    }

    assertThat(held).isBetween(1, 64);
    assertThat(displaced).isEmpty();
  }

  @Test
  void displacedSeriesRetireToo() {
    ShownRecording shown = new ShownRecording(new Wanted().cardinality(5_000, 5_000, 10));
    List<String> values = textsOfOneHash(100);
    values.forEach(value -> shown.metrics.count("a.count", 5, "k", value));
    shown.drain();
    shown.recording.retire(shown.all(shown.ids().toArray(new String[0])));
    values.forEach(value -> shown.metrics.count("a.count", 1, "k", value));
    shown.drain();

    assertThat(shown.ids()).hasSize(100);
    assertThat(shown.sum("a.count")).isEqualTo(100);
  }
}

package io.tallystick.servlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.Series;
import io.tallystick.core.sketch.QuantileSketch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a tag's value is, who scrapes reads that value, and no series twice. */
class LabelsRoundTripTest {
  private static final List<String> HOSTILE =
      List.of(
          "\"",
          "\\",
          "\\n",
          "\n",
          "\r\n",
          "\\\"",
          "a\"} 1\nx{y=\"",
          "}",
          "{",
          ",",
          "=",
          "#",
          "# EOF",
          " ",
          "\t",
          "\0",
          "\u0001\u001f\u007f\u0085",
          "\ud800",
          "\udfff\ud800",
          "\ud83d\ude00",
          "\u202e\u2066\u200b\ufeff",
          "\u2028\u2029",
          "\ufffe\uffff",
          "ı",
          "e\u0301",
          "<script>alert(1)</script>",
          "=cmd|' /C calc'!A0",
          "${jndi:ldap://x}",
          "%00%0a%22",
          "'; DROP TABLE metric_series; --",
          "NaN",
          "+Inf",
          "v".repeat(200));

  private final Scraped scraped = new Scraped();

  @Test
  void everyHostileValueIsReadAsItIsKept() {
    for (String value : HOSTILE) {
      scraped.metrics().count("a.sent.count", 1, "k", value);
      scraped.metrics().histogram("a.size_bytes", 1, "k", value, "l", value);
    }

    checkBothFormats();
  }

  @Test
  void anEmptyValueIsNotTakenForNoTag() {
    scraped.metrics().count("a.sent.count", 1);
    scraped.metrics().count("a.sent.count", 2, "k", "");

    assertThat(scraped.text(Scraped.TEXT))
        .contains("a_sent_total 1\n", "a_sent_total{k=\"(empty)\"} 2\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void valuesOfAnyCharactersAreReadAsTheyAreKept(long seed) {
    Random random = new Random(seed);
    String[] keys = {"k", "le", "quantile", "tenant", "source", "exported_le", "job"};
    for (int i = 0; i < 500; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        value.append(
            random.nextBoolean()
                ? HOSTILE.get(random.nextInt(HOSTILE.size() - 1))
                : Character.toString(random.nextInt(0x11000)));
      }
      String[] pairs = {
        keys[random.nextInt(keys.length)], value.toString(), "m", "x" + random.nextInt(3)
      };
      scraped.metrics().count("a.sent.count", 1, Tags.of(pairs));
    }

    checkBothFormats();
  }

  private void checkBothFormats() {
    KeptValues kept = new KeptValues();
    scraped.visit(kept);
    for (Style style : List.of(Scraped.TEXT, Scraped.OPEN_METRICS)) {
      List<ScrapedLines.Sample> samples = ScrapedLines.read(scraped.text(style));
      Set<Object> seen = new HashSet<>();
      List<String> values = new ArrayList<>();
      for (ScrapedLines.Sample sample : samples) {
        assertThat(seen.add(List.of(sample.name(), sample.labels()))).as("%s", sample).isTrue();
        if (sample.name().endsWith("_total") || sample.name().endsWith("_count")) {
          values.addAll(sample.labels().values());
        }
      }
      assertThat(values).containsExactlyInAnyOrderElementsOf(kept.values);
      assertThat(values).hasSizeGreaterThan(20);
    }
  }

  /** The values of the tags of all series. */
  private static final class KeptValues implements TotalsVisitor {
    private final List<String> values = new ArrayList<>();

    private static String shown(String value) {
      return value.isEmpty() ? "(empty)" : value;
    }

    @Override
    public void counter(Series series, long whole, double fraction) {
      series.tags().asMap().values().forEach(value -> values.add(shown(value)));
    }

    @Override
    public void gauge(Series series, double last) {
      throw new AssertionError("There is no gauge.");
    }

    @Override
    public void histogram(Series series, double sum, BucketCounts buckets, QuantileSketch recent) {
      series.tags().asMap().values().forEach(value -> values.add(shown(value)));
    }
  }
}

package io.tallystick.servlet.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.Unit;
import io.tallystick.core.exposition.Family;
import io.tallystick.core.exposition.Labels;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StoredMetric;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Whatever a tag's value is, a strict reader of the text finds one label with that value, and one
 * line. As a test it goes through the inputs that are kept beside it; to search for new ones for
 * five minutes:
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -B test -pl metrics-servlet -am -Dtest=none \
 *     -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dfuzz.target='LabelsFuzzTest#aValueIsReadAsItWasWritten' -Dfuzz.hooks=true
 * }</pre>
 */
class LabelsFuzzTest {
  private static final Family FAMILY =
      new Family(
          new StoredMetric("a.sent.count", MetricKind.COUNTER, SeriesType.SYSTEM),
          "a_sent",
          null,
          Unit.NONE);

  @FuzzTest(maxDuration = "5m")
  void aValueIsReadAsItWasWritten(byte[] input) {
    String value = new String(input, StandardCharsets.UTF_16BE);
    String labels = Labels.of("s", null, Tags.of("k", value, "le", value, "source", value), FAMILY);

    List<ScrapedLines.Sample> samples = ScrapedLines.read("a_sent_total{" + labels + "} 1\n");

    String shown = value.isEmpty() ? "(empty)" : value.replace('\0', '\uFFFD');
    assertThat(samples)
        .singleElement()
        .satisfies(
            sample ->
                assertThat(sample.labels())
                    .isEqualTo(
                        Map.of(
                            "source", "s",
                            "k", shown,
                            "exported_le", shown,
                            "exported_source", shown)));
  }
}

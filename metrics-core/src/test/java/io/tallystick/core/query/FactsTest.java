package io.tallystick.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.SeriesKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FactsTest {
  private static final int MOST = 20_000;

  private static SeriesKey series(int number) {
    return SeriesKey.system(
        "orders.count",
        MetricKind.COUNTER,
        "service:api",
        Tags.of("shop", "s%05d".formatted(number)));
  }

  @Test
  void ofVeryManyValuesTheFirstAreKeptInWhateverOrderTheyCome() {
    List<String> first = IntStream.range(0, MOST).mapToObj("s%05d"::formatted).toList();

    Facts backwards =
        Facts.of(IntStream.range(0, MOST + 500).mapToObj(i -> series(MOST + 499 - i)));
    assertThat(backwards.tags().get("shop")).containsExactlyElementsOf(first);
    assertThat(backwards.series()).isEqualTo(MOST + 500);
    assertThat(Facts.of(IntStream.range(0, MOST).mapToObj(FactsTest::series)).tags().get("shop"))
        .containsExactlyElementsOf(first);
  }
}

package io.tallystick.core.export;

import static io.tallystick.core.export.History.ORDERS;
import static io.tallystick.core.export.History.TEN;
import static io.tallystick.core.export.History.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.SeriesKey;
import org.junit.jupiter.api.Test;

class JsonExportTest {
  private static final String PAID =
      "{\"start\":\"2026-03-01T10:00:00Z\",\"granularity\":\"1m\",\"name\":\"orders.count\","
          + "\"kind\":\"counter\",\"type\":\"system\",\"source\":\"service:api\","
          + "\"tags\":{\"status\":\"paid\"},\"sum\":41.5,\"whole\":41,\"fractional\":0.5}";

  private final History history = History.atTen();

  @Test
  void anEmptyStoreGivesAnEmptyArrayOrNoLine() throws Exception {
    assertThat(history.text(ExportRequest.all(), ExportFormat.JSON)).isEqualTo("[]\n");
    assertThat(history.text(ExportRequest.all(), ExportFormat.JSON_LINES)).isEmpty();
  }

  @Test
  void anArrayHoldsAnObjectForEachRow() throws Exception {
    history
        .write(ORDERS, TEN, 1, new CounterState(41, 0.5))
        .write(ORDERS, minute(1), 1, new CounterState(41, 0.5));

    assertThat(history.text(ExportRequest.all(), ExportFormat.JSON))
        .isEqualTo("[%s\n,%s\n]\n", PAID, PAID.replace("10:00", "10:01"));
  }

  @Test
  void aLineIsAnObject() throws Exception {
    history
        .write(ORDERS, TEN, 1, new CounterState(41, 0.5))
        .write(ORDERS, minute(1), 1, new CounterState(41, 0.5));

    assertThat(history.text(ExportRequest.all(), ExportFormat.JSON_LINES))
        .isEqualTo("%s\n%s\n", PAID, PAID.replace("10:00", "10:01"));
  }

  @Test
  void gaugesAndHistogramsTellAllTheyKnow() throws Exception {
    history
        .write(History.gauge("pool.active"), TEN, 1, History.showing(3, minute(1)))
        .write(History.histogram("mail.size"), TEN, 1, History.values(4, 10, 1, 4));

    String text = history.text(ExportRequest.all().withSketches(), ExportFormat.JSON_LINES);

    assertThat(text)
        .contains(
            "\"tags\":{},\"min\":3.0,\"max\":3.0,\"last\":3.0,\"last_at\":\"2026-03-01T10:01:00Z\","
                + "\"mean\":3.0,\"weighted_sum\":180000.0,\"observed_ms\":60000}\n")
        .contains(
            "\"count\":4,\"sum\":10.0,\"min\":1.0,\"max\":4.0,\"mean\":2.5,\"p50\":1.0,\"p95\":4.0,"
                + "\"p99\":4.0,\"sketch\":\"AQID\"}\n");
  }

  @Test
  void wholeNumbersAreExact() throws Exception {
    history.count(ORDERS, TEN, 1, Long.MAX_VALUE);

    assertThat(history.text(ExportRequest.all(), ExportFormat.JSON))
        .contains("\"sum\":9223372036854775807,\"whole\":9223372036854775807,");
  }

  @Test
  void everyCharacterComesThroughOrIsReplaced() throws Exception {
    history.count(
        SeriesKey.user(
            "user.sent.count",
            MetricKind.COUNTER,
            "s",
            "t\"1",
            Tags.of("k", "\"\\\n\u0001ü😀\uD800")),
        TEN,
        1,
        1);

    assertThat(history.text(ExportRequest.all(), ExportFormat.JSON))
        .contains("\"tenant\":\"t\\\"1\"")
        .contains("\"tags\":{\"k\":\"\\\"\\\\\\n\\u0001ü😀?\"}");
  }
}

package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.List;

/** Values of a tag about which databases are of different minds. */
final class OddValues {
  static final String NAME = "odd.count";
  static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  static final WriterId WRITER = new WriterId(7, 7);

  static final List<String> ALL =
      List.of(
          "",
          " ",
          "NaN",
          "-0",
          "0",
          "-0.0",
          "null",
          "paid",
          "Paid",
          "PAID",
          "paid ",
          "paid  ",
          " paid",
          "paid\t",
          "paid\u0000",
          "\u0000",
          "\u0000paid",
          "\\u0000",
          "\ud800",
          "\udc00",
          "\ud800paid",
          "\udc00\ud800",
          "\\ud800",
          "?",
          "\ufffd",
          "\ud83d\ude00",
          "\ud83d\ude01",
          "e\u0301",
          "\u00e9",
          "stra\u00dfe",
          "strasse",
          "i",
          "\u0131",
          "\u0130",
          "'; DROP TABLE metric_store; --",
          "%",
          "_",
          "\\",
          "\"",
          "{\"a\":[1]}",
          "x".repeat(127) + "1",
          "x".repeat(127) + "2",
          "x".repeat(128),
          "x".repeat(128) + "1",
          "x".repeat(128) + "2",
          "\ud83d\ude00".repeat(64) + "1",
          "\ud83d\ude00".repeat(64) + "2",
          "x".repeat(127) + "\ud83d\ude00" + "1",
          "x".repeat(127) + "\ud83d\ude00" + "2",
          "m".repeat(1_048_576),
          "m".repeat(1_048_575) + "n");

  private OddValues() {}

  static SeriesKey series(String value) {
    return SeriesKey.system(NAME, MetricKind.COUNTER, "service:api", Tags.of("k", value));
  }

  /** A bucket of each, of which the amount tells which value it is of. */
  static Batch batch() {
    return new Batch(ALL.stream().map(OddValues::bucket).toList());
  }

  static OwnedBucket bucket(String value) {
    CounterState state = CounterState.ofWhole(amount(value));
    return new OwnedBucket(series(value), Granularity.MINUTE, WRITER, new Bucket(TEN, 1, state));
  }

  static long amount(String value) {
    return 1L + ALL.indexOf(value);
  }

  static PointBatch points(String value) {
    return new PointBatch(WRITER, 1, List.of(new Point(series(value), TEN, 1)));
  }
}

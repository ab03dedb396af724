package io.tallystick.servlet.json;

import java.util.List;

/** What exported rows look like; what a row has nothing for is left out of it. */
final class ExportShapes {
  private static final Shape NUMBER = Shape.number();

  static final Shape ROWS =
      Shape.list(
          Shape.object()
              .with("start", Shape.time())
              .with("granularity", Shape.word(List.of("1m", "5m", "1h", "1d")))
              .with("name", Shape.text())
              .with("kind", Shape.word(List.of("counter", "gauge", "histogram")))
              .with("type", Shape.word(List.of("system", "user")))
              .with("source", Shape.text())
              .having("tenant", Shape.text())
              .having("tags", Shape.map(Shape.text()))
              .having("count", Shape.whole())
              .having("sum", NUMBER)
              .having("whole", NUMBER)
              .having("fractional", NUMBER)
              .having("min", NUMBER)
              .having("max", NUMBER)
              .having("last", NUMBER)
              .having("last_at", Shape.time())
              .having("mean", NUMBER)
              .having("weighted_sum", NUMBER)
              .having("observed_ms", NUMBER)
              .having("p50", NUMBER)
              .having("p95", NUMBER)
              .having("p99", NUMBER)
              .having("sketch", Shape.text()));

  private ExportShapes() {}
}

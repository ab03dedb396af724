package io.tallystick.servlet.json;

import io.tallystick.core.query.PointState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What answers about any metric look like. */
final class QuestionShapes {
  private static final Shape NUMBER = Shape.number().orNull();
  private static final Shape GROUP =
      Shape.list(Shape.text()).says("The values of the keys that were grouped by.");
  private static final Shape STATE =
      Shape.word(
              Arrays.stream(PointState.values())
                  .map(state -> state.name().toLowerCase(Locale.ROOT))
                  .toList())
          .says("Whether the time is over, and whether anything is known of it: a gap is no zero.");

  private static final Shape BASIS =
      Shape.object()
          .with("metric", Shape.text())
          .with("known", Shape.truth())
          .with("granularities", Shape.list(Shape.word(List.of("1m", "5m", "1h", "1d"))))
          .with("rows", Shape.whole())
          .with("as_of", Shape.time());

  private static final Shape POINTS =
      Shape.list(
          Shape.object()
              .with("timestamp", Shape.time())
              .with("value", NUMBER.says("Null for a gap.")));

  private static final Shape DETAILED_POINTS =
      Shape.list(
          Shape.object()
              .with("timestamp", Shape.time())
              .with("to", Shape.time())
              .with("value", NUMBER)
              .with("state", STATE)
              .with("approximate", Shape.truth()));

  /** Points, or lines of points where it was grouped, or all of it where that was asked for. */
  static final Shape SERIES =
      Shape.either(
          Shape.either(
              POINTS, Shape.list(Shape.object().with("group", GROUP).with("points", POINTS))),
          Shape.object()
              .with("aggregation", Shape.text())
              .with("step", Shape.text())
              .with("groups", Shape.whole())
              .with("basis", BASIS)
              .with(
                  "lines",
                  Shape.list(Shape.object().with("group", GROUP).with("points", DETAILED_POINTS))));

  static final Shape COST =
      Shape.object()
          .with("series", Shape.whole().says("How many series; more than 100,000 are not counted."))
          .with("points", Shape.whole().says("How many points each line would have."))
          .with("rows", Shape.whole().says("How many buckets would be read, at most."));

  static final Shape AGGREGATE =
      Shape.object()
          .with("count", Shape.whole())
          .with("sum", NUMBER)
          .with("rate", NUMBER.says("The count of a second."))
          .with("avg", NUMBER)
          .with("min", NUMBER)
          .with("max", NUMBER)
          .with("last", NUMBER)
          .with("p50", NUMBER)
          .with("p95", NUMBER)
          .with("p99", NUMBER)
          .with("state", STATE)
          .with("approximate", Shape.truth())
          .with("basis", BASIS)
          .and("patternProperties", Map.of("^p[0-9]+([.][0-9]+)?$", NUMBER.schema()));

  static final Shape BREAKDOWN =
      Shape.either(
          Shape.object()
              .with("aggregation", Shape.text())
              .with("groups", Shape.whole())
              .with("basis", BASIS)
              .with(
                  "shares",
                  Shape.list(
                      Shape.object()
                          .with("group", GROUP)
                          .with("value", NUMBER)
                          .with("volume", NUMBER))),
          Shape.map(NUMBER).says("By the value of the tag; empty for series that lack it."));

  static final Shape GAUGES =
      Shape.list(
          Shape.object().with("group", GROUP).with("value", NUMBER).with("at", Shape.time()));

  private QuestionShapes() {}
}

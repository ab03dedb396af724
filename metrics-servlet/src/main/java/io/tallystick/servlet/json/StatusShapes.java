package io.tallystick.servlet.json;

import java.util.List;

/** What the answer looks like that tells how the library gets on. */
final class StatusShapes {
  private static final Shape TIME = Shape.time().orNull();
  private static final Shape TEXT = Shape.text().orNull();
  private static final Shape COUNTS = Shape.map(Shape.whole());

  private static final Shape STORE =
      Shape.object()
          .with("away", Shape.truth())
          .with("away_since", TIME)
          .with("last_confirmed", TIME)
          .with("failures_in_a_row", Shape.whole().says("The log says why."))
          .with("waiting_buckets", Shape.whole())
          .with("waiting_bytes", Shape.whole())
          .with("coarsened_buckets", Shape.whole())
          .with("dropped_buckets", COUNTS.says("By reason."))
          .with("store_id", TEXT)
          .with(
              "flush_lag_ms",
              Shape.whole().says("How long ago the oldest thing was read that is not stored."))
          .with("size_bytes", Shape.whole().orNull())
          .with("max_bytes", Shape.whole().orNull().says("Null where it may have any size."))
          .with(
              "growth_bytes_per_day",
              Shape.number()
                  .orNull()
                  .says("Less than 0 when it shrinks; null with less than six hours of history."))
          .with("forecast_bytes", Shape.whole().orNull().says("In 30 days, if it goes on so."))
          .with(
              "full_at",
              TIME.says("When it reaches max_bytes; null where it does not in ten years."))
          .with("checked_at", TIME.says("When the store was looked at last; sizes are of then."))
          .with(
              "check_failing",
              Shape.truth().says("Whether the last look failed; the log says why."))
          .with("flushed_rows", Shape.whole())
          .with("errors", COUNTS.says("By reason; damaged counts files that were moved aside."));

  private static final Shape JANITOR =
      Shape.object()
          .with("holder", Shape.truth().says("Whether this instance folds and purges."))
          .with("last_sweep", TIME)
          .with("waiting_window", TIME)
          .with("waits_for_clock", Shape.truth())
          .with("failing", Shape.truth().says("Whether it failed last; the log says why."))
          .with("shed_buckets", Shape.whole());

  private static final Shape SERIES =
      Shape.object()
          .with("active", Shape.whole())
          .with("limit", Shape.whole())
          .with("limit_of_metric", Shape.whole())
          .with(
              "largest",
              Shape.list(Shape.object().with("metric", Shape.text()).with("series", Shape.whole())))
          .with("overflow", COUNTS.says("By metric: how often a series found no room."));

  private static final Shape QUERIES =
      Shape.object()
          .with("cache_hits", Shape.whole())
          .with("cache_misses", Shape.whole())
          .with("cache_hit_ratio", Shape.share().orNull().says("Null while nobody asked."));

  private static final Shape COLLECTOR =
      Shape.object()
          .with("name", Shape.text())
          .with("state", Shape.word(List.of("ok", "failing", "disabled", "off")))
          .with("since", Shape.time())
          .with("hanging", Shape.whole().says("How often it was given up and is still at it."))
          .with("last_collected", TIME)
          .with("took_ms", Shape.whole().orNull())
          .with("readings", Shape.whole().says("How many gauges and totals it gave last."));

  /** All of it; counts are since the process began. */
  static final Shape STATUS =
      Shape.object()
          .with("version", TEXT)
          .with("source", Shape.text())
          .with("now", Shape.time())
          .with("uptime_seconds", Shape.whole())
          .with("well", Shape.truth().says("Whether there are no troubles."))
          .with("troubles", Shape.list(Shape.text()).says("What is wrong now, in sentences."))
          .with("store", STORE)
          .with("janitor", JANITOR)
          .with("series", SERIES)
          .with(
              "memory",
              Shape.map(
                  Shape.object()
                      .with("used_bytes", Shape.whole())
                      .with("given_bytes", Shape.whole())))
          .with("recorded_bytes", Shape.whole())
          .with("dropped", COUNTS.says("Samples and what else was dropped, by reason."))
          .with("guards", COUNTS.says("What was rejected, by rule."))
          .with("retention_seconds", COUNTS.says("What is kept for ever is not here."))
          .with("queries", QUERIES)
          .with(
              "instances",
              Shape.list(Shape.text())
                  .orNull()
                  .says(
                      "The sources that wrote in the last minutes; null while the store is away."))
          .with(
              "writers",
              Shape.list(
                      Shape.object()
                          .with("writer", Shape.text())
                          .with("source", Shape.text())
                          .with("last_seen", Shape.time()))
                  .says("Who wrote in the last 24 hours, the last first; 1,000 at most."))
          .with(
              "history",
              Shape.map(Shape.object().with("oldest", Shape.time()).with("newest", Shape.time()))
                  .says("Where the first and the last bucket start, by granularity."))
          .with(
              "derived",
              Shape.list(
                  Shape.object()
                      .with("name", Shape.text())
                      .with("state", Shape.word(List.of("ok", "failing", "disabled")))
                      .with("since", Shape.time())))
          .with("collectors", Shape.list(COLLECTOR));

  private StatusShapes() {}
}

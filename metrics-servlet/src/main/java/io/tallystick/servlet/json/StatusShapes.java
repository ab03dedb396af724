package io.tallystick.servlet.json;

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
          .with("size_bytes", Shape.whole().orNull())
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

  /** All of it; counts are since the process began. */
  static final Shape STATUS =
      Shape.object()
          .with("version", TEXT)
          .with("source", Shape.text())
          .with("now", Shape.time())
          .with("uptime_seconds", Shape.whole())
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
                      "The sources that wrote in the last minutes; null while the store is away."));

  private StatusShapes() {}
}

package io.tallystick.servlet.json;

import java.util.List;

/** What answers about rate limits look like. */
final class RateLimitShapes {
  private static final Shape KEY =
      Shape.text().says("The key as the store has it: a hash unless the host shows clear ids.");
  private static final Shape NAME =
      Shape.text().says("What the host calls the key, else the beginning of the hash.");
  private static final Shape PERCENT =
      Shape.number().and("minimum", 0).says("100 is all of the limit.");
  private static final Shape PERCENT_OR_NULL = Shape.number().and("minimum", 0).orNull();

  private static final Shape NEAR =
      Shape.object()
          .with(
              "hours",
              Shape.list(Shape.time())
                  .says("The starts of those of the last 24 hours in which it was near."))
          .with("trend", Shape.word(List.of("rising", "falling", "steady")))
          .with(
              "percent_per_hour",
              Shape.number()
                  .says("How many percent more from hour to hour, by their fullest minutes."));

  static final Shape LIMITS =
      Shape.list(
          Shape.object()
              .with("key", KEY)
              .with("name", NAME)
              .with("used", Shape.whole().says("Requests of this minute, of all instances."))
              .with("limit", Shape.whole().orNull().says("Requests that a minute may have."))
              .with("utilisation_percent", PERCENT_OR_NULL)
              .with("last_minute_used", Shape.whole())
              .with("last_minute_percent", PERCENT)
              .with(
                  "near_limit",
                  NEAR.orNull().says("Null for a key that is not near again and again."))
              .with(
                  "exhausted_in_seconds",
                  Shape.whole().orNull().says("0 when it is; null when it will not be."))
              .with("sentence", Shape.text().says("The same in words.")));

  static final Shape HISTORY =
      Shape.object()
          .with("key", KEY)
          .with("name", NAME)
          .with(
              "granularity",
              Shape.word(List.of("1m", "5m", "1h"))
                  .says("1m as long as minutes are kept, 5m as long as these are, else 1h."))
          .with(
              "points",
              Shape.list(
                  Shape.object()
                      .with("start", Shape.time())
                      .with("used", Shape.whole())
                      .with(
                          "limit",
                          Shape.whole().says("That of all minutes with a request together."))
                      .with("utilisation_percent", PERCENT)
                      .with("peak_percent", PERCENT.says("Of its fullest minute."))));

  private RateLimitShapes() {}
}

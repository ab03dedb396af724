package io.tallystick.servlet.json;

import java.util.List;

/** What alert rules and what becomes of them look like. */
final class AlertShapes {
  private static final Shape TAGS =
      Shape.map(Shape.list(Shape.text()))
          .says(
              "Values of tags, such as {\"method\": [\"GET\"]}: of each tag a series must have one.");

  private static final Shape WEBHOOK =
      Shape.object()
          .with("url", Shape.text().longest(2_000).says("Where messages are posted, by https."))
          .having("shape", Shape.word(List.of("generic", "slack")).assumed("generic"));

  /** What is sent. */
  static final Shape RULE =
      Shape.object()
          .with("name", Shape.text().shortest(1).longest(200).says("What people call it."))
          .with("type", type())
          .having("enabled", Shape.truth().assumed(true))
          .having(
              "endpoint_filter",
              Shape.text()
                  .longest(200)
                  .says("A route such as /api/orders, GET /api/* or POST; all without it."))
          .having(
              "api_key_filter",
              Shape.text().longest(200).says("A client, as it is in the tag client."))
          .having("tag_filter", TAGS)
          .having(
              "group_by",
              Shape.list(Shape.text())
                  .and("maxItems", 2)
                  .says("Tags by whose values groups are made that have alerts of their own."))
          .having("metric", Shape.text().longest(120).says("Of spike, absent and metric."))
          .having(
              "aggregation",
              Shape.text().says("count, sum, rate, avg, min, max, last, or p0 to p100."))
          .having(
              "per",
              Shape.object()
                  .with("metric", Shape.text())
                  .having("tag_filter", TAGS)
                  .says("Makes the counts a share of those of another metric."))
          .having("comparison", Shape.word(List.of("gt", "lt", "gte", "lte")))
          .having(
              "threshold_value",
              Shape.number().says("Percent of error_rate and rate_limit, ms of response_time."))
          .having("minimum_volume", Shape.whole().assumed(0))
          .having("sensitivity", Shape.number().says("Of a spike, from 1 to 10.").assumed(5))
          .having("minimum_change_percent", Shape.number().says("Of a spike.").assumed(20))
          .having("minimum_step", Shape.number().says("Of a spike.").assumed(0))
          .having("window_minutes", Shape.whole(1, 1_440).says("5; of a spike 1 or 2."))
          .having("for_minutes", Shape.whole(0, 1_440).assumed(0))
          .having("cooldown_minutes", Shape.whole(0, 10_080).assumed(30))
          .having("severity", Shape.word(List.of("info", "warning", "critical")).assumed("warning"))
          .having("webhooks", Shape.list(WEBHOOK).and("maxItems", 5));

  /** What is told. */
  static final Shape KNOWN = known();

  private static final Shape LABELS = Shape.map(Shape.text());

  static final Shape EVENT =
      Shape.object()
          .with("id", Shape.text())
          .with("rule_id", Shape.text())
          .with("rule", Shape.text())
          .with("type", Shape.text())
          .with("severity", Shape.text())
          .with("group", Shape.text())
          .with("transition", Shape.word(List.of("firing", "resolved", "no_data", "warning")))
          .with("at", Shape.time())
          .with("since", Shape.time())
          .with("value", Shape.number().orNull())
          .with("threshold", Shape.number().orNull())
          .with("message", Shape.text())
          .having(
              "deliveries",
              Shape.list(
                  Shape.object()
                      .with("receiver", Shape.text())
                      .with("attempt", Shape.whole())
                      .with("at", Shape.time())
                      .with("delivered", Shape.truth())
                      .with("outcome", Shape.text())));

  static final Shape OUTCOME =
      Shape.object()
          .with("receiver", Shape.text())
          .with("delivered", Shape.truth())
          .with("outcome", Shape.text())
          .with("took_ms", Shape.whole());

  /** What is to be tried. */
  static final Shape TRIAL =
      Shape.object()
          .having("rule", RULE.says("A rule that may not be there yet."))
          .having("id", Shape.text().says("Or one that is there."))
          .having("from", Shape.time().says("A week before the end unless it is given."))
          .having("to", Shape.time().says("Now unless it is given."));

  static final Shape BACKTEST =
      Shape.object()
          .with("from", Shape.time())
          .with("to", Shape.time())
          .with("count", Shape.whole().says("How many times it would have fired."))
          .with(
              "parts",
              Shape.list(
                  Shape.object()
                      .with("from", Shape.time())
                      .with("to", Shape.time())
                      .with("step_minutes", Shape.whole())
                      .with("testable", Shape.truth())
                      .with("note", Shape.text())))
          .with(
              "firings",
              Shape.list(
                  Shape.object()
                      .with("group", LABELS)
                      .with("at", Shape.time())
                      .with("resolved_at", Shape.time().orNull())
                      .with("value", Shape.number().orNull())
                      .with("message", Shape.text())));

  private AlertShapes() {}

  private static Shape type() {
    return Shape.word(
        List.of("error_rate", "response_time", "rate_limit", "spike", "absent", "metric"));
  }

  private static Shape known() {
    Shape group =
        Shape.object()
            .with("group", Shape.text())
            .with("state", Shape.word(List.of("ok", "pending", "firing", "no_data")))
            .with("since", Shape.time())
            .with("fired_at", Shape.time().orNull());
    return RULE.with("id", Shape.text())
        .with("version", Shape.whole().says("The ETag begins with it: send either as If-Match."))
        .with("read_only", Shape.truth().says("Whether it comes from code or a file."))
        .with("state", Shape.word(List.of("ok", "pending", "firing", "no_data", "off")))
        .with("problem", Shape.text().orNull().says("Why it could not be evaluated last."))
        .with("groups", Shape.list(group).says("Those that are not simply well."))
        .with("created_by", Shape.text())
        .with("created_at", Shape.time())
        .with("updated_at", Shape.time())
        .with("last_fired_at", Shape.time().orNull());
  }
}

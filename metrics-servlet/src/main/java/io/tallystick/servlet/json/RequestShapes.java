package io.tallystick.servlet.json;

import java.util.List;

/** What answers about requests look like. */
final class RequestShapes {
  private static final Shape ENDPOINT =
      Shape.text()
          .says(
              "The route; empty for requests without one, such as those past the limit of series.");
  private static final Shape COUNT = Shape.number().and("minimum", 0);
  private static final Shape COUNT_OR_NULL = COUNT.orNull();
  private static final Shape ERRORS =
      Shape.share().says("Which share of the requests ended as 4xx or 5xx: 0.02 is 2 of 100.");
  private static final Shape ERRORS_OR_NULL = ERRORS.orNull();
  private static final Shape MILLIS = COUNT.orNull();
  private static final Shape KEY =
      Shape.text().says("The client as its tag has it: a hash unless the host shows clear ids.");
  private static final Shape NAME =
      Shape.text().says("What the host calls the client, else the beginning of the hash.");

  static final Shape SUMMARY =
      Shape.object()
          .with("from", Shape.time())
          .with("to", Shape.time())
          .with("total_requests", COUNT_OR_NULL)
          .with("total_requests_before", COUNT_OR_NULL)
          .with("error_rate", ERRORS_OR_NULL)
          .with("error_rate_before", ERRORS_OR_NULL)
          .with("mean_ms", MILLIS)
          .with("mean_ms_before", MILLIS)
          .with("p95_ms", MILLIS)
          .with("p95_ms_before", MILLIS)
          .with(
              "top_endpoints",
              Shape.list(Shape.object().with("endpoint", ENDPOINT).with("request_count", COUNT)));

  static final Shape ENDPOINTS =
      Shape.list(
          Shape.object()
              .with("endpoint", ENDPOINT)
              .with("request_count", COUNT)
              .with("error_rate", ERRORS)
              .with("p50_ms", MILLIS)
              .with("p95_ms", MILLIS)
              .with("p99_ms", MILLIS));

  static final Shape KEYS =
      Shape.list(
          Shape.object()
              .with("key", KEY)
              .with("name", NAME)
              .with("request_count", COUNT)
              .with("error_rate", ERRORS)
              .with(
                  "utilisation_percent",
                  COUNT_OR_NULL.says(
                      "How much of its limit the client used in the fullest of the last five"
                          + " minutes: 100 is all of it; null where no limit is known.")));

  static final Shape HEATMAP =
      Shape.object()
          .with(
              "cells",
              Shape.list(
                  Shape.object()
                      .with("endpoint", ENDPOINT)
                      .with("time_bucket", Shape.time().says("Where the cell begins."))
                      .with("request_count", COUNT)
                      .with("intensity", Shape.share().says("In relation to max_count."))))
          .with("max_count", COUNT)
          .with("time_granularity", Shape.word(List.of("hour", "day", "week")))
          .with("groups", Shape.whole().says("How many routes there are, shown or not."));

  static final Shape CONSUMERS =
      Shape.list(
          Shape.object()
              .with("key", KEY)
              .with("name", NAME)
              .with("request_count", COUNT)
              .with("error_rate", ERRORS)
              .with("bandwidth_bytes", COUNT.says("Of requests and answers together.")));

  private RequestShapes() {}
}

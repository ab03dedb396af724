package io.tallystick.core.rollup;

/** The metrics that tell of requests, by the names that the catalogue gives them. */
enum RequestMetric {
  REQUESTS("http.request.count"),
  TIMES("http.request.duration_ms"),
  REQUEST_SIZES("http.request.size_bytes"),
  RESPONSE_SIZES("http.response.size_bytes");

  private final String metric;

  RequestMetric(String metric) {
    this.metric = metric;
  }

  String metric() {
    return metric;
  }
}

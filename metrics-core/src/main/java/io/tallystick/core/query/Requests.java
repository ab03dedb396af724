package io.tallystick.core.query;

import java.util.List;

/** Questions about the requests that an application answers. */
final class Requests {
  static final String COUNT = "http.request.count";
  static final String DURATION = "http.request.duration_ms";
  static final String ENDPOINT = "route_id";

  /** How many are shown where nobody says. */
  static final int MOST_SHOWN = 10;

  /** How many are shown beside other numbers. */
  static final int FEW_SHOWN = 5;

  private static final String CLIENT = "client";
  private static final String CLIENT_BYTES = "http.client.bytes.count";
  private static final String RESPONSE_BYTES = "http.response.size_bytes";
  static final String STATUS_CLASS = "status_class";

  /** What they end with that went wrong. */
  static final List<String> ERRORS = List.of("4xx", "5xx");

  private Requests() {}

  /** The question by which the largest are found. */
  static Question by(TopBy by, Question requests) {
    Selection all = requests.selection();
    return switch (by) {
      case VOLUME -> requests.aggregate(Aggregation.COUNT);
      case ERROR_RATE -> requests.with(all.tag(STATUS_CLASS, ERRORS)).per(all);
      case BANDWIDTH -> requests.with(all.about(bytes(requests.keys()))).aggregate(Aggregation.SUM);
    };
  }

  private static String bytes(List<String> keys) {
    return keys.contains(CLIENT) ? CLIENT_BYTES : RESPONSE_BYTES;
  }
}

package io.tallystick.examples.quickstart;

import java.util.random.RandomGenerator;

/** What people ask the shop for: how often, how long it takes, and how often it fails. */
enum Route {
  ORDERS("GET", "/api/orders", 0.40, 3.5, 2_400, new Failure("5xx", 0)),
  ORDER("GET", "/api/orders/{id}", 0.26, 1.6, 180, new Failure("4xx", 0.03)),
  NEW_ORDER("POST", "/api/orders", 0.12, 6, 60, new Failure("4xx", 0.01)),
  PAYMENT("POST", "/api/payments", 0.10, 55, 60, new Failure("5xx", 0.015)),
  LOGIN("POST", "/api/login", 0.08, 24, 90, new Failure("4xx", 0.07)),
  REPORT("GET", "/api/reports/{month}", 0.04, 850, 5_200, new Failure("5xx", 0.012));

  /** How many requests come in an hour in which people are as busy as on a working day. */
  static final double PER_HOUR = 28_800;

  private final String method;
  private final String path;
  private final double share;
  private final double millis;
  private final double answerBytes;

  @SuppressWarnings("ImmutableEnumChecker") // a record of a text and a number
  private final Failure failure;

  Route(
      String method,
      String path,
      double share,
      double millis,
      double answerBytes,
      Failure failure) {
    this.method = method;
    this.path = path;
    this.share = share;
    this.millis = millis;
    this.answerBytes = answerBytes;
    this.failure = failure;
  }

  String method() {
    return method;
  }

  /** The pattern by which the filter knows it. */
  String path() {
    return path;
  }

  double share() {
    return share;
  }

  double millis() {
    return millis;
  }

  double answerBytes() {
    return answerBytes;
  }

  Failure failure() {
    return failure;
  }

  /** What somebody asks for next. */
  static Route any(RandomGenerator random) {
    double left = random.nextDouble();
    for (Route route : values()) {
      left -= route.share;
      if (left < 0) {
        return route;
      }
    }
    return ORDERS;
  }

  /** How it fails, and how often on a good day. */
  record Failure(String statusClass, double share) {}
}

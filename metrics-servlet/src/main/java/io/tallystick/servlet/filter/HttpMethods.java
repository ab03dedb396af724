package io.tallystick.servlet.filter;

import java.util.List;

/** The methods that are told apart; whoever makes up others finds them in one. */
final class HttpMethods {
  private static final List<String> NAMES =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "other");

  private HttpMethods() {}

  static int count() {
    return NAMES.size();
  }

  static int indexOf(String method) {
    return switch (method) {
      case "GET" -> 0;
      case "HEAD" -> 1;
      case "POST" -> 2;
      case "PUT" -> 3;
      case "DELETE" -> 4;
      case "PATCH" -> 5;
      case "OPTIONS" -> 6;
      case "TRACE" -> 7;
      default -> 8;
    };
  }

  static String name(int index) {
    return NAMES.get(index);
  }
}

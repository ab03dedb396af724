package io.tallystick.servlet.filter;

import jakarta.servlet.http.HttpServletResponse;

/** How a request ended, in the classes that its metrics tell apart. */
final class Outcome {
  /** What a client that goes away before it has its answer is said to have got. */
  static final int CLIENT_GONE = 499;

  private static final String[] CLASSES = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};
  private static final int HUNDRED = 100;

  private Outcome() {}

  static int classes() {
    return CLASSES.length;
  }

  /** The number of the class of a status. */
  static int classOf(int status) {
    int hundreds = status / HUNDRED;
    return hundreds >= 1 && hundreds < CLASSES.length ? hundreds : 0;
  }

  /**
   * Whether an answer gave what was asked for. Whoever makes up addresses or keys is refused, sent
   * to log in, told that there is no such method, or goes away.
   */
  static boolean isServed(int status) {
    return status < HttpServletResponse.SC_MULTIPLE_CHOICES
        || status == HttpServletResponse.SC_NOT_MODIFIED;
  }

  /** Whether an answer with a status may have a body. */
  static boolean hasBody(String method, int status) {
    return status >= HttpServletResponse.SC_OK
        && status != HttpServletResponse.SC_NO_CONTENT
        && status != HttpServletResponse.SC_NOT_MODIFIED
        && !method.equals("HEAD");
  }

  static String name(int statusClass) {
    return CLASSES[statusClass];
  }
}

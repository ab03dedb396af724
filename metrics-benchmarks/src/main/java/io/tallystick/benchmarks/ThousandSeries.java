package io.tallystick.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The tag values of 1,000 series of one metric, in the order in which they are recorded: shuffled,
 * the same for everybody, and 24 of them twice, so that a mask finds the next.
 */
final class ThousandSeries {
  static final String NAME = "http.request.count";
  static final String HISTOGRAM = "http.request.duration_ms";
  static final String ROUTE = "route_id";
  static final String METHOD = "method";
  static final String STATUS = "status_class";

  static final int COUNT = 1_000;
  static final int SLOT_BITS = 10;
  static final int SLOTS = 1 << SLOT_BITS;
  static final int MASK = SLOTS - 1;

  private static final int ROUTES = 50;
  private static final String[] METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"};
  private static final String[] STATUSES = {"2xx", "3xx", "4xx", "5xx"};
  private static final long SEED = 7;

  final String name;
  final String[] routes;
  final String[] methods;
  final String[] statuses;

  private ThousandSeries(String name, String[] routes, String[] methods, String[] statuses) {
    this.name = name;
    this.routes = routes;
    this.methods = methods;
    this.statuses = statuses;
  }

  /** The strings as literals are: one object for one text. */
  static ThousandSeries literals() {
    String[] routes = new String[SLOTS];
    String[] methods = new String[SLOTS];
    String[] statuses = new String[SLOTS];
    List<Integer> order = order();
    for (int slot = 0; slot < SLOTS; slot++) {
      int series = order.get(slot % COUNT);
      routes[slot] = ("/api/v1/things" + series % ROUTES + "/{id}").intern();
      methods[slot] = METHODS[series / ROUTES % METHODS.length];
      statuses[slot] = STATUSES[series / ROUTES / METHODS.length];
    }
    return new ThousandSeries(NAME, routes, methods, statuses);
  }

  /**
   * Strings of the caller's own, as out of a parsed request: equal to the literals, not the same.
   */
  static ThousandSeries copies() {
    ThousandSeries literals = literals();
    return new ThousandSeries(
        copy(NAME), copies(literals.routes), copies(literals.methods), copies(literals.statuses));
  }

  /**
   * Uses each series once, by literals: making series is another question, and who made one must
   * not be who is measured.
   */
  static void makeEach(Use use) {
    ThousandSeries literals = literals();
    for (int slot = 0; slot < COUNT; slot++) {
      use.series(literals, slot);
    }
  }

  /** Does something with the series of a slot. */
  @FunctionalInterface
  interface Use {
    void series(ThousandSeries series, int slot);
  }

  /** Keys and values of a slot. */
  String[] pairs(int slot) {
    return new String[] {
      ROUTE, routes[slot], METHOD, methods[slot], STATUS, statuses[slot],
    };
  }

  private static List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    for (int series = 0; series < COUNT; series++) {
      order.add(series);
    }
    Collections.shuffle(order, new Random(SEED));
    return order;
  }

  private static String[] copies(String[] texts) {
    String[] copies = new String[texts.length];
    for (int i = 0; i < texts.length; i++) {
      copies[i] = copy(texts[i]);
    }
    return copies;
  }

  private static String copy(String text) {
    return String.valueOf(text.toCharArray());
  }
}

package io.tallystick.examples.quickstart;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** {@code GET /api/reports/{month}}: slow, so that there is something to find. */
final class ReportsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int ROWS = 150;

  private final transient Later warehouse;

  ReportsServlet(Later warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    boolean fails = ThreadLocalRandom.current().nextDouble() < Route.REPORT.failure().share();
    warehouse.answer(
        request,
        Route.REPORT.millis(),
        answer -> {
          if (fails) {
            answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
          } else {
            Json.send(answer, report());
          }
        });
  }

  private static String report() {
    StringBuilder rows = new StringBuilder("[");
    for (int i = 1; i <= ROWS; i++) {
      rows.append(i == 1 ? "" : ",")
          .append(
              String.format(
                  Locale.ROOT, "{\"item\":\"item %d\",\"sold\":%d}", i, Chance.whole(20)));
    }
    return rows.append("]").toString();
  }
}

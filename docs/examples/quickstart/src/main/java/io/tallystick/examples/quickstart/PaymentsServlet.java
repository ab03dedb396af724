package io.tallystick.examples.quickstart;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.ThreadLocalRandom;

/** {@code POST /api/payments}: asks the bank, which fails at times, and always for one order. */
final class PaymentsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Of an order that nobody has: whoever wants to see a failure pays it. */
  static final String NEVER_PAID = "0";

  private final transient Later bank;

  PaymentsServlet(Later bank) {
    this.bank = bank;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    boolean fails =
        NEVER_PAID.equals(request.getParameter("order"))
            || ThreadLocalRandom.current().nextDouble() < Route.PAYMENT.failure().share();
    bank.answer(
        request,
        Route.PAYMENT.millis(),
        answer -> {
          if (fails) {
            answer.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
            Json.send(answer, "{\"paid\":false,\"because\":\"the bank does not answer\"}");
          } else {
            Json.send(answer, "{\"paid\":true}");
          }
        });
  }
}

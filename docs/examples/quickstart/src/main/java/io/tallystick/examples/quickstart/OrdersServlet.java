package io.tallystick.examples.quickstart;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** {@code GET} and {@code POST /api/orders}, {@code GET /api/orders/{id}}. */
final class OrdersServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 25;
  private static final String ITEM = "[A-Za-z0-9 ]{1,40}";
  private static final String CENTS = "[1-9][0-9]{0,6}";

  private final transient OrderBook orders;

  OrdersServlet(OrderBook orders) {
    this.orders = orders;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      if (request.getPathInfo() == null) {
        Json.send(response, "[" + String.join(",", orders.newest(SHOWN)) + "]");
        return;
      }
      Optional<String> order = find(request.getPathInfo().substring(1));
      if (order.isPresent()) {
        Json.send(response, order.get());
      } else {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
    } catch (SQLException failed) {
      throw new ServletException("Orders cannot be read.", failed);
    }
  }

  private Optional<String> find(String id) throws SQLException {
    return id.matches("[0-9]{1,15}") ? orders.find(Long.parseLong(id)) : Optional.empty();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String item = request.getParameter("item");
    String cents = request.getParameter("cents");
    if (item == null || cents == null || !item.matches(ITEM) || !cents.matches(CENTS)) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    try {
      orders.add(item, Integer.parseInt(cents));
    } catch (SQLException failed) {
      throw new ServletException("The order cannot be kept.", failed);
    }
    response.setStatus(HttpServletResponse.SC_CREATED);
    Json.send(response, "{\"item\":%s,\"cents\":%s}".formatted(Json.text(item), cents));
  }
}

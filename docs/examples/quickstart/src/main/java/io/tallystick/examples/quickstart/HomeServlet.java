package io.tallystick.examples.quickstart;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /}: says what there is. */
final class HomeServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=utf-8");
    String address = "http://127.0.0.1:" + request.getLocalPort() + "/";
    response.getWriter().print(ShopServer.text("home.html").replace("{address}", address));
  }
}

package io.tallystick.docs.start;

import io.tallystick.Metrics;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

@SuppressWarnings("serial")
final class HelloServlet extends HttpServlet {
  private final Metrics metrics;

  HelloServlet(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    metrics.count("hello.said.count", 1, "name_length", "short");
    response.getWriter().println("Hello!");
  }
}

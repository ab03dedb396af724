package io.tallystick.examples.quickstart;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends a text of JSON. */
final class Json {
  private Json() {}

  static void send(HttpServletResponse response, String json) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
  }
}

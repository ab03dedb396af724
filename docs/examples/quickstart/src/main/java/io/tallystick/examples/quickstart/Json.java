package io.tallystick.examples.quickstart;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts of JSON. */
final class Json {
  private static final char FIRST_PLAIN = ' ';

  private Json() {}

  /** A text as JSON writes it, between quotes. */
  static String text(String plain) {
    StringBuilder text = new StringBuilder("\"");
    for (int at = 0; at < plain.length(); at++) {
      char each = plain.charAt(at);
      if (each == '"' || each == '\\') {
        text.append('\\').append(each);
      } else if (each < FIRST_PLAIN) {
        text.append("\\u00").append(HexFormat.of().toHexDigits((byte) each));
      } else {
        text.append(each);
      }
    }
    return text.append('"').toString();
  }

  static void send(HttpServletResponse response, String json) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
  }
}

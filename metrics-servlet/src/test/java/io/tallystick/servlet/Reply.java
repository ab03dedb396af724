package io.tallystick.servlet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status 0 where the connection was closed without a word
 * @param headers by their names in small letters
 * @param isWhole whether the body came to its end
 */
record Reply(int status, Map<String, String> headers, byte[] body, boolean isWhole) {
  static final Reply CLOSED = new Reply(0, Map.of(), new byte[0], false);

  @Nullable String header(String name) {
    return headers.get(name);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  String unpressed() throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whether it comes from our endpoints, not from the server before them. */
  boolean isOurs() {
    return headers.containsKey("content-security-policy");
  }

  @Override
  public String toString() {
    return status + " " + headers + "\n" + text();
  }
}

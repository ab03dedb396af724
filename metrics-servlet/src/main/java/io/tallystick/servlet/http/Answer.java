package io.tallystick.servlet.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with. Immutable; each method gives another answer.
 *
 * <pre>{@code
 * Answer.text(200, "text/csv; charset=utf-8", "a,b\n").with("Content-Disposition", "attachment");
 * }</pre>
 */
public final class Answer {
  private static final byte[] NOTHING = {};

  private final int status;
  private final Map<String, String> headers;
  private final byte @Nullable [] bytes;
  private final Body body;

  private Answer(int status, Map<String, String> headers, byte @Nullable [] bytes, Body body) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.body = body;
  }

  /** An answer that carries nothing. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), NOTHING, out -> {});
  }

  /** An answer that carries a text, in UTF-8. */
  public static Answer text(int status, String contentType, String text) {
    return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer that carries bytes, which nobody may change from here on. */
  public static Answer bytes(int status, String contentType, byte[] bytes) {
    requireNonNull(bytes, "bytes");
    return new Answer(status, Map.of(), bytes, out -> out.write(bytes))
        .with("Content-Type", contentType);
  }

  /** An answer whose body is made while it is sent; how long it is nobody knows before. */
  public static Answer stream(int status, String contentType, Body body) {
    return new Answer(status, Map.of(), null, requireNonNull(body, "body"))
        .with("Content-Type", contentType);
  }

  /**
   * The same with one header more, or another value of it.
   *
   * @throws IllegalArgumentException when the value has a character that ends a header
   */
  public Answer with(String header, String value) {
    if (value.chars().anyMatch(each -> each < ' ' || each == 0x7f)) {
      throw new IllegalArgumentException(
          "The header %s has a control character in its value: leave it out.".formatted(header));
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, Collections.unmodifiableMap(more), bytes, body);
  }

  /** The same headers under another status, and nothing carried. */
  Answer without(int otherStatus) {
    return new Answer(otherStatus, headers, NOTHING, out -> {});
  }

  /** The same, with another way to write what it carries. */
  Answer carrying(Body other) {
    return new Answer(status, headers, null, other);
  }

  /** Such as 200. */
  public int status() {
    return status;
  }

  /** The headers in their order, without those that the transport adds. */
  public Map<String, String> headers() {
    return headers;
  }

  /** How many bytes it carries; -1 where nobody knows before they are written. */
  public long length() {
    return bytes == null ? -1 : bytes.length;
  }

  /** The bytes, where they are known before they are written. */
  byte @Nullable [] known() {
    return bytes;
  }

  /** Writes what it carries. */
  public Body body() {
    return body;
  }
}

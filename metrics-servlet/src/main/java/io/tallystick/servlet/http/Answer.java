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
  private static final Body NO_BODY = out -> {};
  private static final int UNKNOWN = -1;

  private final int status;
  private final Map<String, String> headers;
  private final byte @Nullable [] bytes;
  private final Body body;
  private final long length;

  private Answer(
      int status, Map<String, String> headers, byte @Nullable [] bytes, Body body, long length) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
    this.body = body;
    this.length = length;
  }

  /** An answer that carries nothing. */
  public static Answer empty(int status) {
    return new Answer(status, Map.of(), NOTHING, NO_BODY, 0);
  }

  /** An answer that carries a text, in UTF-8. */
  public static Answer text(int status, String contentType, String text) {
    return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer that carries bytes, which nobody may change from here on. */
  public static Answer bytes(int status, String contentType, byte[] bytes) {
    requireNonNull(bytes, "bytes");
    return new Answer(status, Map.of(), bytes, out -> out.write(bytes), bytes.length)
        .with("Content-Type", contentType);
  }

  /** An answer whose body is made while it is sent; how long it is nobody knows before. */
  public static Answer stream(int status, String contentType, Body body) {
    return new Answer(status, Map.of(), null, requireNonNull(body, "body"), UNKNOWN)
        .with("Content-Type", contentType);
  }

  /** An answer whose body is made already, or can be measured, and so many bytes long. */
  public static Answer sized(int status, String contentType, long length, Body body) {
    if (length < 0) {
      throw new IllegalArgumentException(
          "The length of an answer is %d: say 0 or more.".formatted(length));
    }
    return new Answer(status, Map.of(), null, requireNonNull(body, "body"), length)
        .with("Content-Type", contentType);
  }

  /**
   * The same with one header more, or another value of it.
   *
   * @throws IllegalArgumentException when the value has a character that is no visible one of
   *     ASCII; a server might send it as one that ends a header
   */
  public Answer with(String header, String value) {
    if (value.chars().anyMatch(each -> each < ' ' || each >= 0x7f)) {
      throw new IllegalArgumentException(
          "The header %s has a character in its value that is no visible one of ASCII: leave it out."
              .formatted(header));
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, Collections.unmodifiableMap(more), bytes, body, length);
  }

  /** What is sent to who has the rest of it already. */
  Answer unmodified() {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove("Content-Type");
    return new Answer(304, Collections.unmodifiableMap(fewer), null, NO_BODY, UNKNOWN);
  }

  /** All that is said of it, its length too, and nothing carried. */
  Answer head() {
    return new Answer(status, headers, null, NO_BODY, length);
  }

  /** The same, with another way to write what it carries. */
  Answer carrying(Body other) {
    return new Answer(status, headers, null, other, UNKNOWN);
  }

  /** The same bytes, written in another way. */
  Answer writing(Body other) {
    return new Answer(status, headers, bytes, other, length);
  }

  /** The same, carrying other bytes. */
  Answer carrying(byte[] others) {
    return new Answer(status, headers, others, out -> out.write(others), others.length);
  }

  /** Such as 200. */
  public int status() {
    return status;
  }

  /** The headers in their order, without those that the transport adds. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * How many bytes it has, as its header tells; -1 where nobody knows before they are written, or
   * it must not be told. It is told of an answer to HEAD too, which carries none of them.
   */
  public long length() {
    return length;
  }

  /** The bytes, where they are known before they are written. */
  byte @Nullable [] known() {
    return bytes;
  }

  /** Whether there is anything to write. */
  public boolean isCarrying() {
    return body != NO_BODY;
  }

  /** Writes what it carries. */
  public Body body() {
    return body;
  }
}

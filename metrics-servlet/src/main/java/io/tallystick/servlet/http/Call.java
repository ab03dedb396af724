package io.tallystick.servlet.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A request that may be answered, taken apart. For the thread that answers it.
 *
 * <pre>{@code
 * int limit = call.parameters().number("limit", 10, 1, 100);
 * }</pre>
 */
public final class Call {
  private static final int MOST_BODY_BYTES = 64 << 10;
  private static final long MOST_BODY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Request request;
  private final Map<String, String> variables;
  private final Parameters parameters;
  private final String principal;
  private final LongSupplier nanoTime;

  Call(
      Request request,
      Map<String, String> variables,
      Parameters parameters,
      String principal,
      LongSupplier nanoTime) {
    this.request = request;
    this.variables = variables;
    this.parameters = parameters;
    this.principal = principal;
    this.nanoTime = nanoTime;
  }

  /** The request. */
  public Request request() {
    return request;
  }

  /** What stands behind the question mark. */
  public Parameters parameters() {
    return parameters;
  }

  /** Who asks. */
  public String principal() {
    return principal;
  }

  /** What stands in the path where the endpoint has a name in braces. */
  public String variable(String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The path has no {%s}.".formatted(name));
    }
    return value;
  }

  /**
   * Reads what the request carries.
   *
   * @throws RefusedRequest when it is larger than 64 KB, takes longer than ten seconds to come, or
   *     breaks off
   */
  public byte[] body() {
    String length = request.header("Content-Length");
    if (length != null && length.matches("\\d+") && isTooLong(length)) {
      throw tooLarge();
    }
    try (InputStream in = request.body()) {
      return read(in);
    } catch (IOException brokenOff) {
      throw RefusedRequest.of(
          400, "Unreadable body", "The body could not be read to its end: send it again.");
    }
  }

  private static boolean isTooLong(String length) {
    return length.length() > 9 || Integer.parseInt(length) > MOST_BODY_BYTES;
  }

  private byte[] read(InputStream in) throws IOException {
    long start = nanoTime.getAsLong();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[4 << 10];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      body.write(chunk, 0, count);
      if (body.size() > MOST_BODY_BYTES) {
        throw tooLarge();
      }
      if (nanoTime.getAsLong() - start > MOST_BODY_NANOS) {
        throw RefusedRequest.of(
            408, "Slow body", "The body took longer than 10 s to come: send it again, at once.");
      }
    }
    return body.toByteArray();
  }

  private static RefusedRequest tooLarge() {
    return RefusedRequest.of(
        413,
        "Body too large",
        "The body has more than %d bytes: send less.".formatted(MOST_BODY_BYTES));
  }
}

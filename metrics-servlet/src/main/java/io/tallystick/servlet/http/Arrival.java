package io.tallystick.servlet.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Takes in what a request carries: not too much of it, and not for too long. What is left is for
 * the server to throw away: closing the stream here could mean waiting for it.
 */
record Arrival(Request request, Duration patience, LongSupplier nanoTime) {
  private static final int MOST_BYTES = 64 << 10;

  byte[] body() {
    String length = request.header("Content-Length");
    if (length != null && length.matches("[0-9]+") && isTooLong(length)) {
      throw tooLarge();
    }
    long start = nanoTime.getAsLong();
    try {
      return read(request.body(), start);
    } catch (RefusedRequest refused) {
      throw refused;
    } catch (IOException | RuntimeException brokenOff) { // some containers throw either
      throw isOver(start)
          ? tooSlow()
          : RefusedRequest.of(
              400, "Unreadable body", "The body could not be read to its end: send it again.");
    }
  }

  private static boolean isTooLong(String length) {
    return length.length() > 9 || Integer.parseInt(length) > MOST_BYTES;
  }

  private byte[] read(InputStream in, long start) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] chunk = new byte[4 << 10];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      body.write(chunk, 0, count);
      if (body.size() > MOST_BYTES) {
        throw tooLarge();
      }
      if (isOver(start)) {
        throw tooSlow();
      }
    }
    return body.toByteArray();
  }

  private boolean isOver(long start) {
    return nanoTime.getAsLong() - start > patience.toNanos();
  }

  private RefusedRequest tooSlow() {
    return RefusedRequest.of(
        408,
        "Slow body",
        "The body took longer than %d ms to come: send it again, at once."
            .formatted(patience.toMillis()));
  }

  private static RefusedRequest tooLarge() {
    return RefusedRequest.of(
        413, "Body too large", "The body has more than %d bytes: send less.".formatted(MOST_BYTES));
  }
}

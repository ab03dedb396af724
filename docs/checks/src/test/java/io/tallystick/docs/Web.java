package io.tallystick.docs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks an application of a page, on this machine. */
public final class Web {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Web() {}

  /** The body of an answer that has to be well. */
  public static String get(URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(address + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  /**
   * The body of an answer that has a line, or of the last one: an answer may be there before its
   * request is over, and counted.
   */
  public static String getUntil(URI address, String line) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String body = get(address);
    while (!body.contains(line) && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      body = get(address);
    }
    return body;
  }
}

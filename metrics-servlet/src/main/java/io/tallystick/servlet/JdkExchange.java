package io.tallystick.servlet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.servlet.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that the JDK's server took in, and how it is answered. */
record JdkExchange(HttpExchange exchange, StallWatch.Stall stall) implements Request {
  /** What the JDK's server takes for no body, and for a body whose length it does not know. */
  private static final int NO_BODY = -1;

  private static final int UNKNOWN_LENGTH = 0;

  @Override
  public String method() {
    return exchange.getRequestMethod();
  }

  @Override
  public String path() {
    String path = exchange.getRequestURI().getRawPath();
    return path == null ? "" : path;
  }

  @Override
  public @Nullable String query() {
    return exchange.getRequestURI().getRawQuery();
  }

  @Override
  public @Nullable String header(String name) {
    List<String> all = exchange.getRequestHeaders().get(name);
    return all == null || all.isEmpty() ? null : String.join(", ", all);
  }

  @Override
  public Collection<String> headerNames() {
    return exchange.getRequestHeaders().keySet();
  }

  @Override
  public String remoteAddress() {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  @Override
  public @Nullable String principal() {
    HttpPrincipal principal = exchange.getPrincipal();
    return principal == null ? null : principal.getName();
  }

  /** This server knows no roles. */
  @Override
  public boolean isInRole(String role) {
    return false;
  }

  @Override
  public InputStream body() {
    return new WatchedInput(exchange.getRequestBody(), stall);
  }

  /**
   * Sends an answer.
   *
   * @throws IOException when it breaks off; then the exchange must not be closed in order, or who
   *     asked would take a part for the whole
   */
  void send(Answer answer) throws IOException {
    for (var header : answer.headers().entrySet()) {
      exchange.getResponseHeaders().set(header.getKey(), header.getValue());
    }
    if (!answer.isCarrying()) {
      if (method().equals("HEAD") && answer.length() >= 0) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(answer.length()));
      }
      exchange.sendResponseHeaders(answer.status(), NO_BODY);
    } else {
      sendBody(answer);
    }
  }

  private void sendBody(Answer answer) throws IOException {
    WatchedOutput out =
        new WatchedOutput(
            length -> sendHead(answer.status(), length),
            exchange.getResponseBody(),
            stall,
            answer.length());
    try {
      answer.body().writeTo(out);
      out.finish();
    } catch (RefusedRequest late) {
      if (out.isSent()) {
        throw new IOException("The answer broke off: " + late.getMessage(), late);
      }
      exchange.getResponseHeaders().clear();
      send(late.answer());
    }
  }

  private void sendHead(int status, long length) throws IOException {
    long words =
        length == WatchedOutput.Head.UNKNOWN_LENGTH
            ? UNKNOWN_LENGTH
            : length == 0 ? NO_BODY : length;
    exchange.sendResponseHeaders(status, words);
  }
}

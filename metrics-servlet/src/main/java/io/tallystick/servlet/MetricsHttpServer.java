package io.tallystick.servlet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import com.sun.net.httpserver.HttpServer;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Endpoints;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.servlet.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The same endpoints for an application without a container, on the server that comes with the JDK.
 * It has a few threads of its own and refuses what they cannot keep up with.
 *
 * <pre>{@code
 * try (MetricsHttpServer server =
 *     MetricsHttpServer.start(
 *         runtime, EndpointSettings.standard(), new InetSocketAddress("127.0.0.1", 9464))) {
 *   application.run();
 * }
 * }</pre>
 */
public final class MetricsHttpServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int MOST_WAITING = 200;
  private static final int NO_BODY = -1;
  private static final int UNKNOWN_LENGTH = 0;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Endpoints endpoints;

  private MetricsHttpServer(HttpServer server, ThreadPoolExecutor threads, Endpoints endpoints) {
    this.server = server;
    this.threads = threads;
    this.endpoints = endpoints;
  }

  /**
   * Starts a server.
   *
   * @param address where; port 0 for any that is free
   * @throws UncheckedIOException when the address cannot be listened at
   */
  public static MetricsHttpServer start(
      MetricsRuntime runtime, EndpointSettings settings, InetSocketAddress address) {
    HttpServer server;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The endpoints cannot listen at %s: give an address of this machine and a free port."
              .formatted(address),
          e);
    }
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            MetricsHttpServer::daemon);
    threads.allowCoreThreadTimeOut(true);
    MetricsHttpServer made =
        new MetricsHttpServer(server, threads, EndpointTable.of(runtime, settings));
    server.setExecutor(threads);
    server.createContext("/", made::answer);
    server.start();
    return made;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tallystick-http");
    thread.setDaemon(true);
    return thread;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = endpoints.answer(new JdkRequest(exchange));
      try {
        send(exchange, answer);
      } catch (RefusedRequest late) {
        if (exchange.getResponseCode() < 0) {
          send(exchange, late.answer());
        }
      }
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      exchange.getResponseHeaders().set(header.getKey(), header.getValue());
    }
    long length = answer.length();
    boolean isEmpty = length == 0 || exchange.getRequestMethod().equals("HEAD");
    OutputStream out = exchange.getResponseBody();
    exchange.sendResponseHeaders(
        answer.status(), isEmpty ? NO_BODY : length > 0 ? length : UNKNOWN_LENGTH);
    if (!isEmpty) {
      answer.body().writeTo(out);
    }
  }

  /** Answers no more; what is being answered is broken off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A request that the JDK's server took in. */
  private record JdkRequest(HttpExchange exchange) implements Request {
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
      return exchange.getRequestHeaders().getFirst(name);
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
      return exchange.getRequestBody();
    }
  }
}

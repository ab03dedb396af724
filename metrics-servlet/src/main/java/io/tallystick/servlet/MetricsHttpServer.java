package io.tallystick.servlet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tallystick.core.MetricsRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final int MOST_WAITING = 1_024;
  private static final int CLOSING_SECONDS = 2;
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";
  private static final Logger LOGGER = LoggerFactory.getLogger(MetricsHttpServer.class);

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final StallWatch watch;
  private final EndpointTable table;

  private MetricsHttpServer(HttpServer server, StallWatch watch, EndpointTable table) {
    this.server = server;
    this.watch = watch;
    this.table = table;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(MOST_WAITING),
            MetricsHttpServer::daemon);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Starts a server.
   *
   * @param address where; port 0 for any that is free
   * @throws UncheckedIOException when the address cannot be listened at
   */
  public static MetricsHttpServer start(
      MetricsRuntime runtime, EndpointSettings settings, InetSocketAddress address) {
    EndpointTable table = EndpointTable.of(runtime, settings.callsAtMost(THREADS / 2));
    letShortAnswersGoAtOnce();
    HttpServer server;
    try {
      server = HttpServer.create(address, MOST_WAITING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The endpoints cannot listen at %s: give an address of this machine and a free port."
              .formatted(address),
          e);
    }
    MetricsHttpServer made =
        new MetricsHttpServer(server, new StallWatch(settings.rules().patience()), table);
    server.setExecutor(work -> made.threads.execute(() -> made.watch.watched(work)));
    server.createContext("/", made::answer);
    server.start();
    return made;
  }

  /**
   * The JDK's server sends the head alone, and the system holds a short body back until the client
   * says that it has the head, which takes 40 ms. That it does not is said in this way only, once
   * for all such servers, before the first of them.
   */
  private static void letShortAnswersGoAtOnce() {
    try {
      if (System.getProperty(NO_DELAY) == null) {
        System.setProperty(NO_DELAY, "true");
      }
    } catch (SecurityException notAllowed) {
      LOGGER.debug("Short answers take 40 ms: {} may not be set.", NO_DELAY, notAllowed);
    }
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

  /** Whatever is thrown makes the server close the connection, which is what it is thrown for. */
  private void answer(HttpExchange exchange) throws IOException {
    StallWatch.Stall stall = watch.current();
    stall.ends();
    JdkExchange request = new JdkExchange(exchange, stall);
    request.send(table.answer(request));
    stall.begins();
    exchange.close();
  }

  /**
   * Answers no more; what is being answered is broken off. Takes a few seconds at most, and does
   * nothing the second time.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
    try {
      threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException wantsToEnd) {
      Thread.currentThread().interrupt();
    }
    watch.close();
  }
}

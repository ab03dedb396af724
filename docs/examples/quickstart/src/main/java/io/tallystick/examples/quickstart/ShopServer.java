package io.tallystick.examples.quickstart;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.collect.ExecutorCollector;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsServlet;
import io.tallystick.servlet.dashboard.ConsolePage;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import io.tallystick.servlet.http.AccessRule;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Jetty with the shop's routes, the filter that measures them, and the endpoints. */
final class ShopServer implements AutoCloseable {
  private static final int THREADS = 24;
  private static final long IDLE_MILLIS = 10_000;

  private final InetAddress host;
  private final Server jetty;
  private final ServerConnector connector;
  private final Later later;

  private ShopServer(InetAddress host, Server jetty, ServerConnector connector, Later later) {
    this.host = host;
    this.jetty = jetty;
    this.connector = connector;
    this.later = later;
  }

  /**
   * Finds out early whether it could listen, since all else takes seconds.
   *
   * @throws IOException when it cannot, with a sentence for people
   */
  static void requireFree(Arguments arguments) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // or connections of a moment ago would be in the way
      socket.bind(new InetSocketAddress(arguments.host(), arguments.port()));
    } catch (IOException taken) {
      throw cannotListen(arguments.port(), taken);
    }
  }

  private static IOException cannotListen(int port, Exception why) {
    return new IOException(
        ("The shop cannot listen on port %d (%s): is another one running there? Choose another"
                + " with --port, or any that is free with --port 0.")
            .formatted(port, why.getMessage()),
        why);
  }

  /**
   * Starts it where it is told to.
   *
   * @throws IOException when it cannot listen there
   */
  static ShopServer start(
      Arguments arguments, MetricsRuntime runtime, OrderBook orders, Story story)
      throws IOException {
    AccessRule readers = readers(arguments.token());
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("shop");
    Server jetty = new Server(threads);
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost(arguments.host().getHostAddress());
    connector.setPort(arguments.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    jetty.addConnector(connector);
    Later later = new Later(story);
    runtime.collectors().add(ExecutorCollector.pool("bank", later.executor()));
    ServletContextHandler handler = new ServletContextHandler("/");
    handler.addServletContainerInitializer(
        (classes, context) -> {
          measure(context, runtime);
          routes(context, orders, later);
          endpoints(context, runtime, readers);
        });
    jetty.setHandler(handler);
    ShopServer server = new ShopServer(arguments.host(), jetty, connector, later);
    try {
      jetty.start();
    } catch (Exception failed) {
      server.close();
      if (isTaken(failed)) {
        throw cannotListen(arguments.port(), failed);
      }
      if (failed instanceof RuntimeException known) {
        throw known;
      }
      throw new IOException("Jetty does not start: " + failed.getMessage(), failed);
    }
    return server;
  }

  private static boolean isTaken(Throwable failed) {
    for (Throwable each = failed; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  /** First of all filters, so that it sees what the others do. */
  private static void measure(ServletContext context, MetricsRuntime runtime) {
    FilterSettings settings =
        FilterSettings.standard()
            .exclude("/metrics", "/admin/*", "/health") // a probe is nobody's request
            .route(ShopServer::route)
            .clientFromHeader(ApiKeys.HEADER, runtime.keyedHash())
            .rateLimits(runtime.rateLimits()::observeName);
    add(context, "metrics", new MetricsFilter(runtime.metrics(), settings), "/*");
    add(context, "api-keys", new ApiKeys(runtime::now), "/api/*");
  }

  /** The pattern of a path with something in it; of all others the filter finds it by itself. */
  private static @Nullable String route(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith("/api/orders/")) {
      return Route.ORDER.path();
    }
    return path.startsWith("/api/reports/") ? Route.REPORT.path() : null;
  }

  private static void add(ServletContext context, String name, Filter filter, String path) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true); // or nothing behind it could answer later
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, path);
  }

  private static void routes(ServletContext context, OrderBook orders, Later later) {
    add(context, "home", new HomeServlet(), "");
    add(context, "health", new HealthServlet(), "/health");
    add(context, "orders", new OrdersServlet(orders), "/api/orders", "/api/orders/*");
    add(context, "login", new LoginServlet(orders), "/api/login");
    add(context, "payments", new PaymentsServlet(later), "/api/payments");
    add(context, "reports", new ReportsServlet(later), "/api/reports/*");
  }

  private static void add(ServletContext context, String name, Servlet servlet, String... paths) {
    ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(paths);
  }

  /** This machine, and whoever shows the token where there is one; only this machine changes. */
  private static AccessRule readers(Optional<String> token) {
    return token
        .map(text -> AccessRule.anyOf(AccessRule.loopback(), AccessRule.token("scraper", text)))
        .orElseGet(AccessRule::loopback);
  }

  private static void endpoints(
      ServletContext context, MetricsRuntime runtime, AccessRule readers) {
    Map<String, String> names = new HashMap<>();
    for (ApiKey key : ApiKey.values()) {
      names.put(runtime.keyedHash().apply(key.secret()), key.owner());
    }
    EndpointSettings settings =
        EndpointSettings.standard()
            .keyNames(names::get)
            .rules(rules -> rules.scraping(readers).reading(readers))
            .consolePage(ConsolePage.of(text("shop-page.json")));
    context
        .addServlet("endpoints", new MetricsServlet(() -> runtime, settings))
        .addMapping("/metrics", "/admin/*");
  }

  /** A file that lies beside the classes. */
  static String text(String file) {
    try (InputStream in = ShopServer.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("The file " + file + " cannot be read.", failed);
    }
  }

  /** Where it is, with a slash at the end. */
  URI address() {
    InetAddress reached = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    String name = reached.getHostAddress();
    return URI.create(
        "http://%s:%s/"
            .formatted(name.contains(":") ? "[" + name + "]" : name, connector.getLocalPort()));
  }

  @Override
  public void close() {
    try {
      jetty.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("Jetty did not stop.", failed);
    } finally {
      later.close();
    }
  }
}

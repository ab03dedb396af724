package io.tallystick.benchmarks;

import io.tallystick.Metrics;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.EnumSet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Two containers of one kind that answer the same, one with the filter and one without.
 *
 * @param withPort where the one with the filter listens
 * @param withoutPort where the other one does
 * @param stop stops both
 */
record ServedPair(int withPort, int withoutPort, Stop stop) implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  static ServedPair jetty(Metrics metrics) throws Exception {
    Server with = jettyServer(filter(metrics));
    Server without = jettyServer(null);
    return new ServedPair(
        port(with),
        port(without),
        () -> {
          with.stop();
          without.stop();
        });
  }

  static ServedPair tomcat(Metrics metrics) throws LifecycleException, IOException {
    Tomcat with = tomcatServer(filter(metrics));
    Tomcat without = tomcatServer(null);
    return new ServedPair(
        with.getConnector().getLocalPort(),
        without.getConnector().getLocalPort(),
        () -> {
          with.stop();
          without.stop();
        });
  }

  private static Filter filter(Metrics metrics) {
    return new MetricsFilter(metrics, FilterSettings.standard());
  }

  private static int port(Server server) {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  private static Server jettyServer(@Nullable Filter filter) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(LOOPBACK);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(servlet()), "/hello/*");
    if (filter != null) {
      FilterHolder holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }
    server.setHandler(context);
    server.start();
    return server;
  }

  private static Tomcat tomcatServer(@Nullable Filter filter)
      throws LifecycleException, IOException {
    String directory = Files.createTempDirectory("tomcat").toString();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", LOOPBACK);
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", directory);
    Tomcat.addServlet(context, "hello", servlet());
    context.addServletMapping("/hello/*", "hello");
    if (filter != null) {
      FilterDef definition = new FilterDef();
      definition.setFilterName("metrics");
      definition.setFilter(filter);
      definition.setAsyncSupported("true");
      context.addFilterDef(definition);
      FilterMap map = new FilterMap();
      map.setFilterName("metrics");
      map.addURLPattern("/*");
      context.addFilterMap(map);
    }
    tomcat.start();
    return tomcat;
  }

  private static Servlet servlet() {
    return new Hello();
  }

  @Override
  public void close() {
    try {
      stop.run();
    } catch (Exception failure) {
      throw new IllegalStateException("The containers did not stop.", failure);
    }
  }

  /** Stops both containers. */
  interface Stop {
    void run() throws Exception;
  }

  /** Answers with a few bytes, so that the filter's part is as large as it can be. */
  private static final class Hello extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = "Hello, world".getBytes(StandardCharsets.US_ASCII);
      response.setContentType("text/plain");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}

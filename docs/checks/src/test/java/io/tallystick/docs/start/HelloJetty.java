package io.tallystick.docs.start;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsServlet;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import io.tallystick.store.sqlite.SqliteStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** The program of "Getting started" in embedded Jetty; it prints where it is. */
final class HelloJetty {
  private HelloJetty() {}

  public static void main(String... arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .source("service:hello")
            .storage(SqliteStore.open("data/metrics.db"))
            .build()
            .start();
    ServletContextHandler handler = new ServletContextHandler("/");
    handler.addServletContainerInitializer(
        (classes, context) -> {
          FilterSettings settings = FilterSettings.standard().exclude("/metrics", "/admin/*");
          FilterRegistration.Dynamic filter =
              context.addFilter("metrics", new MetricsFilter(runtime.metrics(), settings));
          filter.setAsyncSupported(true);
          filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
          context
              .addServlet(
                  "endpoints", new MetricsServlet(() -> runtime, EndpointSettings.standard()))
              .addMapping("/metrics", "/admin/*");
          context.addServlet("hello", new HelloServlet(runtime.metrics())).addMapping("/hello/*");
        });
    Server server = new Server(new InetSocketAddress("127.0.0.1", port));
    server.setHandler(handler);
    server.start();
    System.out.println(server.getURI());
    server.join();
  }
}

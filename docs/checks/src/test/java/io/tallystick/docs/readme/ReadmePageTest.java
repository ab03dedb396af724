package io.tallystick.docs.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.query.MetricName;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.docs.Program;
import io.tallystick.docs.Web;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsServlet;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import io.tallystick.store.sqlite.SqliteStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the README, as an application runs it. */
class ReadmePageTest {
  @TempDir Path directory;

  private static void register(ServletContext context, MetricsRuntime runtime) {
    FilterRegistration.Dynamic filter =
        context.addFilter(
            "metrics", new MetricsFilter(runtime.metrics(), FilterSettings.standard()));
    filter.setAsyncSupported(true); // or the application could not answer later
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    context
        .addServlet("endpoints", new MetricsServlet(() -> runtime, EndpointSettings.standard()))
        .addMapping("/metrics", "/admin/*");
  }

  @Test
  void whatALibraryCountsIsAskedForAndIsThereAfterTheEnd() throws Exception {
    try (Program shop = Program.start(directory, ReadmeShop.class, "0")) {
      URI address = URI.create(shop.line());
      assertThat(Web.get(address.resolve("/metrics")))
          .contains(
              "orders_total{status=\"paid\"} 1",
              "orders_payment_duration_seconds_count{result=\"success\"} 1",
              "orders_size_bytes_sum{channel=\"web\"} 312");
      assertThat(Web.get(address.resolve("/admin/api-metrics/summary"))).contains("requests");
      assertThat(shop.end()).isEqualTo("closed\n");
    }

    try (MetricsRuntime again =
        MetricsRuntime.builder()
            .installed(false)
            .storage(SqliteStore.open(directory.resolve("data/metrics.db")))
            .build()
            .start()) {
      assertThat(again.reader().names())
          .extracting(MetricName::name)
          .contains("orders.count", "orders.payment.duration_ms", "orders.size_bytes");
    }
  }

  @Test
  void theFilterMeasuresAndTheServletShows() throws Exception {
    try (MetricsRuntime runtime = TestRuntime.create()) {
      ServletContextHandler handler = new ServletContextHandler("/");
      handler.addServletContainerInitializer((classes, context) -> register(context, runtime));
      Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
      server.setHandler(handler);
      server.start();
      try {
        Web.get(server.getURI().resolve("/admin/"));
        String requests = "http_requests_total{method=\"GET\",endpoint=\"/admin/*\"";
        assertThat(Web.getUntil(server.getURI().resolve("/metrics"), requests)).contains(requests);
      } finally {
        server.stop();
      }
    }
  }
}

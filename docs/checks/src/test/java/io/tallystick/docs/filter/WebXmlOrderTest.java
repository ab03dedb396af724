package io.tallystick.docs.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.docs.PageText;
import io.tallystick.servlet.MetricsServlet;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The order of filters in a descriptor, as docs/filter.md shows it. */
class WebXmlOrderTest {
  private static double inflightInLogging = -1;

  /** Starts a runtime with the application and ends it with the application. */
  public static final class MetricsStarter implements ServletContextListener {
    private MetricsRuntime runtime;

    @Override
    public void contextInitialized(ServletContextEvent event) {
      runtime = MetricsRuntime.builder().source("service:shop").build().start();
      event.getServletContext().setAttribute(MetricsServlet.RUNTIME, runtime);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      runtime.close();
    }
  }

  /** Keeps the runtime that the application started where the test finds it. */
  public static final class Finder implements ServletContextListener {
    static MetricsRuntime found;

    @Override
    public void contextInitialized(ServletContextEvent event) {
      found = (MetricsRuntime) event.getServletContext().getAttribute(MetricsServlet.RUNTIME);
      event
          .getServletContext()
          .addServlet("orders", new FilterOrderTest.Orders())
          .addMapping("/orders");
    }
  }

  /** Notes whether the metrics filter was there before. */
  public static final class Logging implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      inflightInLogging = FilterOrderTest.inflight(request.getServletContext());
      chain.doFilter(request, response);
    }
  }

  private static String documented() {
    String descriptor = PageText.block("docs/filter.md", "xml", "SecurityFilter");
    return ("""
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
    <listener><listener-class>%s</listener-class></listener>
    <listener><listener-class>%s</listener-class></listener>
    %s
    </web-app>
    """)
        .formatted(MetricsStarter.class.getName(), Finder.class.getName(), descriptor)
        .replace("com.example.LoggingFilter", Logging.class.getName())
        .replace("com.example.SecurityFilter", StandInSecurity.class.getName());
  }

  @Test
  void theOrderOfTheMappingsCounts() throws Exception {
    try (Container container = Container.tomcatOf(documented())) {
      assertThat(container.status("/orders")).isEqualTo(401);
      FilterOrderTest.awaitRequests(Finder.found, 1);
      assertThat(Finder.found).counter(FilterOrderTest.COUNT, "status_class", "4xx").isEqualTo(1);
      assertThat(FilterOrderTest.sum(Finder.found, FilterOrderTest.TIME))
          .isGreaterThanOrEqualTo(StandInSecurity.TIME.toMillis());
    }
    assertThat(inflightInLogging).isEqualTo(0);
  }
}

package io.tallystick.docs.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsServlet;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import io.tallystick.servlet.http.AccessRule;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletContextInitializerBeans;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * The order in which Spring Boot registers filters, with a stand-in for Spring Security at the
 * place that Spring Boot gives that.
 */
class SpringOrderTest {
  /** What {@code SecurityProperties.DEFAULT_FILTER_ORDER} is. */
  private static final int OF_SPRING_SECURITY = -100;

  private static final List<String> ORDER = new CopyOnWriteArrayList<>();

  private final MetricsRuntime runtime = FilterOrderTest.startedRuntime();

  @AfterEach
  void stop() {
    runtime.close();
    ORDER.clear();
  }

  @Configuration(proxyBeanMethods = false)
  static class Registrations {
    @Bean
    FilterRegistrationBean<MetricsFilter> metricsFilter(MetricsRuntime runtime) {
      FilterRegistrationBean<MetricsFilter> filter =
          new FilterRegistrationBean<>(
              new MetricsFilter(runtime.metrics(), FilterSettings.standard()));
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10); // behind logging, before security's -100
      return filter;
    }

    @Bean
    ServletRegistrationBean<MetricsServlet> metricsEndpoints(MetricsRuntime runtime) {
      EndpointSettings settings =
          EndpointSettings.standard().rules(rules -> rules.all(AccessRule.role("operator")));
      return new ServletRegistrationBean<>(
          new MetricsServlet(() -> runtime, settings), "/metrics", "/admin/*");
    }

    /** Named so that it comes first by its name, if names were what counts. */
    @Bean
    FilterRegistrationBean<Filter> anySecurity() {
      FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new StandInSecurity());
      filter.setOrder(OF_SPRING_SECURITY);
      return filter;
    }

    @Bean
    FilterRegistrationBean<Filter> zLogging() {
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>(
              (request, response, chain) -> {
                double before = FilterOrderTest.inflight(request.getServletContext());
                ORDER.add("logging, in flight: " + before);
                chain.doFilter(request, response);
              });
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return filter;
    }
  }

  private void boot(ServletContext context) {
    context.setAttribute(MetricsServlet.RUNTIME, runtime);
    AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext();
    spring.registerBean(MetricsRuntime.class, () -> runtime, bean -> bean.setDestroyMethodName(""));
    spring.register(Registrations.class);
    spring.refresh();
    try {
      for (ServletContextInitializer each :
          new ServletContextInitializerBeans(spring.getBeanFactory())) {
        each.onStartup(context);
      }
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatSecurityRefusesIsCountedWithItsTimeAndLoggingComesFirst() throws Exception {
    try (Container container = Container.tomcat(this::boot)) {
      assertThat(container.status("/metrics")).isEqualTo(401);
      FilterOrderTest.awaitRequests(runtime, 1);
    }
    assertThat(runtime).counter(FilterOrderTest.COUNT, "status_class", "4xx").isEqualTo(1);
    assertThat(FilterOrderTest.sum(runtime, FilterOrderTest.TIME))
        .isGreaterThanOrEqualTo(StandInSecurity.TIME.toMillis());
    assertThat(ORDER).containsExactly("logging, in flight: 0.0");
  }

  @Test
  void theEndpointsKnowTheRolesOfSecurity() throws Exception {
    try (Container container = Container.tomcat(this::boot)) {
      assertThat(container.status("/admin/", "X-User", "bob")).isEqualTo(403);
      assertThat(container.status("/admin/", "X-User", "olga")).isEqualTo(200);
      assertThat(container.status("/metrics", "X-User", "olga")).isEqualTo(200);
    }
  }
}

package io.tallystick.docs.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.servlet.EndpointSettings;
import io.tallystick.servlet.MetricsServlet;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import io.tallystick.servlet.http.AccessRule;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The filter's place after logging and before security, as docs/filter.md shows it. */
class FilterOrderTest {
  static final String COUNT = "http.request.count";
  static final String TIME = "http.request.duration_ms";

  private final List<String> order = new CopyOnWriteArrayList<>();
  private final MetricsRuntime runtime = startedRuntime();

  static MetricsRuntime startedRuntime() {
    return MetricsRuntime.builder()
        .source("service:test")
        .storage(InMemoryBackend.create())
        .installed(false)
        .build();
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  static void filters(
      ServletContext context, MetricsRuntime runtime, Filter logging, Filter security) {
    add(context, "logging", logging);
    add(context, "metrics", new MetricsFilter(runtime.metrics(), FilterSettings.standard()));
    add(context, "security", security);
  }

  private static void add(ServletContext context, String name, Filter filter) {
    FilterRegistration.Dynamic added = context.addFilter(name, filter);
    added.setAsyncSupported(true);
    added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  static void endpoints(ServletContext context, MetricsRuntime runtime) {
    EndpointSettings settings =
        EndpointSettings.standard().rules(rules -> rules.all(AccessRule.role("operator")));
    context
        .addServlet("endpoints", new MetricsServlet(() -> runtime, settings))
        .addMapping("/metrics", "/admin/*");
  }

  /** Notes that it saw a request, and what came of it. */
  private final class Logging extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      double before = inflight(runtime);
      chain.doFilter(request, response);
      order.add(
          "%s %d, in flight before: %s"
              .formatted(request.getRequestURI(), response.getStatus(), before));
    }
  }

  /** Answers. */
  static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print(request.getRemoteUser());
    }
  }

  static List<Container.Starter> kinds() {
    return Container.kinds();
  }

  private Container started(Container.Starter kind) throws Exception {
    return kind.start(
        context -> {
          filters(context, runtime, new Logging(), new StandInSecurity());
          context.addServlet("orders", new Orders()).addMapping("/orders");
          endpoints(context, runtime);
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatSecurityRefusesIsCountedWithItsTime(Container.Starter kind) throws Exception {
    try (Container container = started(kind)) {
      assertThat(container.status("/orders")).isEqualTo(401);
      assertThat(container.status("/orders", "X-User", "stranger")).isEqualTo(403);
      awaitRequests(runtime, 2);
    }
    assertThat(runtime).counter(COUNT, "status_class", "4xx").isEqualTo(2);
    assertThat(runtime).counter(COUNT, "route_id", "/orders").isEqualTo(2);
    assertThat(sum(runtime, TIME)).isGreaterThanOrEqualTo(2 * StandInSecurity.TIME.toMillis());
    assertThat(order)
        .containsExactly(
            "/orders 401, in flight before: 0.0", "/orders 403, in flight before: 0.0");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theTimeOfSecurityIsInWhatItLetsPass(Container.Starter kind) throws Exception {
    try (Container container = started(kind)) {
      assertThat(container.status("/orders", "X-User", "olga")).isEqualTo(200);
      awaitRequests(runtime, 1);
    }
    assertThat(runtime).counter(COUNT, "route_id", "/orders", "status_class", "2xx").isEqualTo(1);
    assertThat(sum(runtime, TIME)).isGreaterThanOrEqualTo(StandInSecurity.TIME.toMillis());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theEndpointsLieBehindSecurityAndGoByItsRoles(Container.Starter kind) throws Exception {
    try (Container container = started(kind)) {
      assertThat(container.status("/metrics")).isEqualTo(401);
      assertThat(container.status("/metrics", "X-User", "bob")).isEqualTo(403);
      assertThat(container.get("/metrics", "X-User", "olga").body())
          .contains("http_requests_total");
      assertThat(container.status("/admin/", "X-User", "olga")).isEqualTo(200);
    }
  }

  /** An answer may be there before its request is over. */
  static void awaitRequests(MetricsRuntime runtime, int requests) {
    await(() -> counted(runtime) == requests);
  }

  static void await(BooleanSupplier isSo) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("It is not so within 30 s.");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  static double counted(MetricsRuntime runtime) {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals(COUNT))
        .mapToDouble(live -> ((Reading.OfCounter) live.total()).whole())
        .sum();
  }

  /** How many requests the filter says are being answered. */
  static double inflight(ServletContext context) {
    return inflight((MetricsRuntime) context.getAttribute(MetricsServlet.RUNTIME));
  }

  private static double inflight(MetricsRuntime runtime) {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals("http.request.inflight"))
        .mapToDouble(live -> ((Reading.OfGauge) live.total()).last())
        .sum();
  }

  static double sum(MetricsRuntime runtime, String name) {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals(name))
        .mapToDouble(live -> ((Reading.OfHistogram) live.total()).sum())
        .sum();
  }
}

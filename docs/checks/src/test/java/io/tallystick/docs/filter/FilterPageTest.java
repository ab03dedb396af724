package io.tallystick.docs.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.JaxRsRoutes;
import io.tallystick.servlet.filter.MetricsFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.EnumSet;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What docs/filter.md says of registering the filter, of routes and of clients. */
class FilterPageTest {
  private final MetricsRuntime runtime = FilterOrderTest.startedRuntime();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private void register(ServletContext context) {
    FilterRegistration.Dynamic filter =
        context.addFilter(
            "metrics", new MetricsFilter(runtime.metrics(), FilterSettings.standard()));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  private void register(ServletContext context, FilterSettings settings) {
    context
        .addFilter("metrics", new MetricsFilter(runtime.metrics(), settings))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    context.addServlet("orders", new FilterOrderTest.Orders()).addMapping("/orders");
  }

  /** A resource of an application. */
  @Path("/users")
  public static final class Users {
    @GET
    @Path("/{id}")
    public String user(@PathParam("id") String id) {
      return id;
    }
  }

  private void jaxRs(ServletContext context) {
    register(context);
    ResourceConfig application = new ResourceConfig(Users.class, JaxRsRoutes.class);
    application.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    ServletRegistration.Dynamic servlet =
        context.addServlet("jaxrs", new ServletContainer(application));
    servlet.addMapping("/*");
  }

  @Test
  void theTemplateOfJaxRsIsTheRoute() throws Exception {
    try (Container container = Container.jetty(this::jaxRs)) {
      assertThat(container.get("/users/ann").body()).isEqualTo("ann");
      assertThat(container.get("/users/bob").body()).isEqualTo("bob");
      FilterOrderTest.awaitRequests(runtime, 2);
    }
    assertThat(runtime)
        .counter(FilterOrderTest.COUNT, "route_id", "/users/{id}")
        .isOneSeries()
        .isEqualTo(2);
  }

  private void askOnce(FilterSettings settings) throws Exception {
    double before = FilterOrderTest.counted(runtime);
    try (Container container = Container.jetty(context -> register(context, settings))) {
      assertThat(container.status("/orders", "X-Api-Key", "partner-one")).isEqualTo(200);
      FilterOrderTest.await(() -> FilterOrderTest.counted(runtime) > before);
    }
  }

  @Test
  void aClientIsKnownByTheHashOfItsKeyOrItsNameAndElseItIsNone() throws Exception {
    FilterSettings byKey =
        FilterSettings.standard().clientFromHeader("X-Api-Key", runtime.keyedHash());
    FilterSettings byUser = FilterSettings.standard().clientFromPrincipal(runtime.keyedHash());

    askOnce(byUser);
    assertThat(runtime).hasNoSeries("http.client.request.count");

    askOnce(byKey);
    String hash = runtime.keyedHash().apply("partner-one");
    assertThat(runtime).counter("http.client.request.count", "client", hash).isEqualTo(1);
  }

  /** What a security filter in front of the application leaves behind for the metrics filter. */
  private void behindSecurity(ServletContext context) {
    FilterSettings settings =
        FilterSettings.standard()
            .client(request -> hashed(request.getAttribute("com.example.user")));
    register(context, settings);
    context
        .addFilter("security", new StandInSecurity())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  private String hashed(Object user) {
    return user == null ? null : runtime.keyedHash().apply(user.toString());
  }

  @Test
  void whomTheApplicationsSecurityKnowsIsTheClient() throws Exception {
    try (Container container = Container.tomcat(this::behindSecurity)) {
      assertThat(container.status("/orders", "X-User", "olga")).isEqualTo(200);
      assertThat(container.status("/orders")).isEqualTo(401);
      FilterOrderTest.awaitRequests(runtime, 2);
    }
    String hash = runtime.keyedHash().apply("olga");
    assertThat(runtime).counter("http.client.request.count").isOneSeries().isEqualTo(1);
    assertThat(runtime).counter("http.client.request.count", "client", hash).isEqualTo(1);
  }
}

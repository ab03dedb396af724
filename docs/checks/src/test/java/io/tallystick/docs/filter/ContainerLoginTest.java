package io.tallystick.docs.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The login of a container, which a descriptor asks for, stands before every filter. */
class ContainerLoginTest {
  private final MetricsRuntime runtime = FilterOrderTest.startedRuntime();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private void measured(ServletContext context) {
    FilterRegistration.Dynamic filter =
        context.addFilter(
            "metrics", new MetricsFilter(runtime.metrics(), FilterSettings.standard()));
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    context.addServlet("orders", new FilterOrderTest.Orders()).addMapping("/orders");
    context.addServlet("free", new FilterOrderTest.Orders()).addMapping("/free");
  }

  private void guarded(Context context) {
    context.addServletContainerInitializer((classes, given) -> measured(given), null);
    SecurityCollection orders = new SecurityCollection();
    orders.addPattern("/orders");
    SecurityConstraint constraint = new SecurityConstraint();
    constraint.addCollection(orders);
    constraint.addAuthRole("operator");
    context.addConstraint(constraint);
    context.addSecurityRole("operator");
    context.setLoginConfig(new LoginConfig("BASIC", "shop", null, null));
    context.getPipeline().addValve(new BasicAuthenticator());
  }

  private ServletContextHandler guarded() {
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    ConstraintMapping orders = new ConstraintMapping();
    orders.setPathSpec("/orders");
    orders.setConstraint(Constraint.from("operator"));
    security.addConstraintMapping(orders);
    HashLoginService users = new HashLoginService("shop");
    users.setUserStore(new UserStore());
    security.setLoginService(users);
    security.setAuthenticator(new org.eclipse.jetty.security.authentication.BasicAuthenticator());
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServletContainerInitializer((classes, given) -> measured(given));
    context.setSecurityHandler(security);
    return context;
  }

  private void askBoth(Container container) throws Exception {
    assertThat(container.status("/orders")).isEqualTo(401);
    assertThat(container.status("/free")).isEqualTo(200);
    FilterOrderTest.await(() -> FilterOrderTest.counted(runtime) > 0);
  }

  /** After the container ended, when whatever it counts is counted. */
  private void onlyTheFreeOneWasCounted() {
    assertThat(runtime).counter(FilterOrderTest.COUNT).isOneSeries().isEqualTo(1);
    assertThat(runtime)
        .counter(FilterOrderTest.COUNT, "route_id", "/free", "status_class", "2xx")
        .isEqualTo(1);
  }

  @Test
  void whatTomcatItselfRefusesComesToNoFilter() throws Exception {
    try (Container container = Container.tomcat(this::guarded, "")) {
      askBoth(container);
    }
    onlyTheFreeOneWasCounted();
  }

  @Test
  void whatJettyItselfRefusesComesToNoFilter() throws Exception {
    try (Container container = Container.jetty(guarded())) {
      askBoth(container);
    }
    onlyTheFreeOneWasCounted();
  }
}

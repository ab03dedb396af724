package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.servlet.containers.JettyContainer;
import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The servlet at every place where a container can put it. */
@ParameterizedClass
@EnumSource(MountingTest.Container.class)
class MountingTest {
  private static final String HEALTH = "/admin/api-metrics/health";

  @Parameter Container kind;

  private final MetricsRuntime runtime =
      MetricsRuntime.builder()
          .source("service:test")
          .installed(false)
          .metricsPath("/internal/metrics")
          .storage(InMemoryBackend.create())
          .build();
  private TestContainer container;

  @AfterEach
  void stop() {
    container.close();
    runtime.close();
  }

  private void mount(MetricsServlet servlet, Map<String, String> parameters, String... paths) {
    container =
        kind.start(
            context -> {
              context.setAttribute(MetricsServlet.RUNTIME, runtime);
              ServletRegistration.Dynamic mounted = context.addServlet("metrics", servlet);
              mounted.setInitParameters(parameters);
              mounted.addMapping(paths);
            });
  }

  private void mount(String... paths) {
    mount(new MetricsServlet(() -> runtime, EndpointSettings.standard()), Map.of(), paths);
  }

  private int status(String path, String... headers) throws IOException {
    return Wire.get(container.port(), path, headers).status();
  }

  @ParameterizedTest
  @CsvSource({
    "/, '', 200, 200",
    "/*, '', 200, 200",
    "/tally/*, /tally, 200, 200",
    "/tally/deep/*, /tally/deep, 200, 200",
    "/admin/*, '', 404, 200",
    "/internal/metrics, '', 200, 404",
    "/internal/*, '', 200, 404"
  })
  void itAnswersBelowThePathThatItIsMappedTo(String mapping, String below, int metrics, int api)
      throws IOException {
    mount(mapping);

    assertThat(status(below + "/internal/metrics")).isEqualTo(metrics);
    assertThat(status(below + HEALTH)).isEqualTo(api);
    assertThat(status(below + "/metrics")).as("the runtime says another path").isEqualTo(404);
    assertThat(status(below + "/nothing")).isEqualTo(404);
  }

  @Test
  void severalPathsAreMappedToOneServlet() throws IOException {
    mount("/internal/metrics", "/admin/*");

    assertThat(status("/internal/metrics")).isEqualTo(200);
    assertThat(status(HEALTH)).isEqualTo(200);
    assertThat(status("/admin/../internal/metrics")).isEqualTo(404);
    assertThat(status("/admin/internal/metrics")).isEqualTo(404);
  }

  @Test
  void theDescriptorSaysWhereAndWhoMayAskAndTheContextHasTheRuntime() throws IOException {
    mount(
        new MetricsServlet(),
        Map.of(
            "metrics.path", "/scrape",
            "api.path", "/tally/api",
            "access.addresses", "192.0.2.0/24, 127.0.0.9",
            "access.role", "ops",
            "proxies", "127.0.0.1",
            "calls.a.minute", "2"),
        "/*");

    assertThat(status("/scrape")).isEqualTo(401);
    assertThat(status("/scrape", "X-Forwarded-For: 192.0.2.7")).isEqualTo(200);
    assertThat(status("/internal/metrics", "X-Forwarded-For: 192.0.2.7")).isEqualTo(404);
    for (int status : new int[] {200, 200, 429}) {
      assertThat(status("/tally/api/api-metrics/health", "X-Forwarded-For: 192.0.2.7"))
          .isEqualTo(status);
    }
  }

  @Test
  void theDescriptorSwitchesEndpointsOff() throws IOException {
    mount(new MetricsServlet(), Map.of("metrics.path", "off", "api.path", "off"), "/*");

    assertThat(status("/internal/metrics")).isEqualTo(404);
    assertThat(status(HEALTH)).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "metrics.paht, /metrics",
    "metrics.path, metrics",
    "metrics.path, /a/../b",
    "metrics.path, ''",
    "metrics.histograms, summaries",
    "metrics.created, yes",
    "access.addresses, example.com",
    "access.token.variable, NO_SUCH_VARIABLE_ANYWHERE",
    "scrapes.a.minute, -1",
    "calls.a.minute, many"
  })
  void whatTheDescriptorCannotMeanLeavesTheServletOut(String name, String value)
      throws IOException {
    mount(new MetricsServlet(), Map.of(name, value), "/*");

    assertThat(status("/internal/metrics")).isIn(404, 503);
    assertThat(status(HEALTH)).isIn(404, 503);
  }

  @Test
  void withoutARuntimeNothingIsThere() throws IOException {
    container =
        kind.start(context -> context.addServlet("metrics", new MetricsServlet()).addMapping("/*"));

    Reply reply = Wire.get(container.port(), "/metrics");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.isOurs()).isTrue();
  }

  @Test
  void aRuntimeThatIsSwitchedOffHasNoEndpoints() throws IOException {
    try (MetricsRuntime off = MetricsRuntime.builder().installed(false).enabled(false).build()) {
      mount(new MetricsServlet(() -> off, EndpointSettings.standard()), Map.of(), "/*");

      assertThat(status("/metrics")).isEqualTo(404);
      assertThat(status(HEALTH)).isEqualTo(404);
    }
  }

  /** What the servlet is put into. */
  enum Container {
    JETTY(JettyContainer::start),
    TOMCAT(TomcatContainer::start);

    private final TestContainer.Starter starter;

    Container(TestContainer.Starter starter) {
      this.starter = starter;
    }

    TestContainer start(Consumer<ServletContext> application) {
      return starter.start(application);
    }
  }
}

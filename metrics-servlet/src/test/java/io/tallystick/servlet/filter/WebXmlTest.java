package io.tallystick.servlet.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.RuntimeBuilder;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filter as a {@code web.xml} registers it: as the one in docs/filter.md does. */
class WebXmlTest {
  private static MetricsRuntime runtime;

  /** Puts the runtime where the filter finds it, as the listener of an application would. */
  public static final class Starter implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      event.getServletContext().setAttribute("io.tallystick.runtime", runtime);
      FilterBed.add(
          event.getServletContext(), "/there", (request, response) -> response.setStatus(200));
    }
  }

  private static String documented() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "filter.md"));
    int start = page.indexOf("```xml\n") + 7;
    return page.substring(start, page.indexOf("```", start))
        .replace("com.example.MetricsStarter", Starter.class.getName());
  }

  private static void ask(RuntimeBuilder builder) throws Exception {
    try (MetricsRuntime started =
        builder.source("service:test").storage(InMemoryBackend.create()).build()) {
      runtime = started;
      try (TomcatContainer container = TomcatContainer.startWebXml(documented());
          SteadyClient client =
              new SteadyClient(new Socket(InetAddress.getLoopbackAddress(), container.port()))) {
        client.get("/health", "X-Api-Key: partner-one");
        client.get("/there", "X-Api-Key: partner-one");
        client.get("/nowhere", "X-Api-Key: partner-one");
      }
    }
  }

  @Test
  void theDocumentedOneMeasuresWhatItDoesNotExclude() throws Exception {
    ask(MetricsRuntime.builder());

    String hash = runtime.keyedHash().apply("partner-one");
    assertThat(runtime).counter("http.request.count").isEqualTo(2);
    assertThat(runtime).counter("http.client.request.count", "client", hash).isEqualTo(2);
    assertThat(FilterBed.textOf(runtime)).doesNotContain("partner-one");
  }

  @Test
  void idsOfClientsAreClearWhereTheRuntimeIsToldSo() throws Exception {
    ask(MetricsRuntime.builder().includeClientIds(true));

    assertThat(runtime).counter("http.client.request.count", "client", "partner-one").isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"clientHeader, X-Api-Key", "clientPrincipal, true"})
  void clientsAreNotToldApartWithoutARuntime(String name, String value) {
    FilterSettings settings =
        new FilterParameters(new GivenParameters(name, value, null))
            .applied(FilterSettings.standard(), null);
    assertThat(settings.clientName().of(new BareRequest("GET", "/a").header(value, "any")))
        .isNull();
  }

  @Test
  void somethingElseInThePlaceOfTheRuntimeIsRefusedWithASentence() {
    assertThatThrownBy(
            () ->
                new FilterParameters(new GivenParameters("clientHeader", "X-Api-Key", "a text"))
                    .applied(FilterSettings.standard(), null))
        .hasMessageContaining("clientHeader")
        .hasMessageContaining("io.tallystick.runtime is a java.lang.String");
  }

  @Test
  void parametersThatCannotBeAreRefusedWithASentence() {
    assertThatThrownBy(
            () ->
                new FilterParameters(new GivenParameters("mostRoutes", "many", null))
                    .applied(FilterSettings.standard(), null))
        .hasMessageContaining("mostRoutes is many");
    assertThatThrownBy(
            () ->
                new FilterParameters(new GivenParameters("statusCodes", "yes", null))
                    .applied(FilterSettings.standard(), null))
        .hasMessageContaining("statusCodes is yes");
  }
}

package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.testing.TestRuntime;
import io.tallystick.servlet.containers.JettyContainer;
import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.http.AccessRule;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/endpoints.md, compiled and used. */
class EndpointsPageTest {
  private static final String TOKEN = "0123456789abcdef";
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)`(?:, `([a-z.]+)`)? \\|");

  private final MetricsRuntime runtime = TestRuntime.create();

  @AfterEach
  void stop() {
    runtime.close();
  }

  static void mount(ServletContext context, MetricsRuntime runtime) {
    ServletRegistration.Dynamic servlet =
        context.addServlet(
            "metrics", new MetricsServlet(() -> runtime, EndpointSettings.standard()));
    servlet.addMapping("/metrics", "/admin/*");
  }

  static void give(ServletContext context, MetricsRuntime runtime) {
    context.setAttribute(MetricsServlet.RUNTIME, runtime);
  }

  static MetricsHttpServer serve(MetricsRuntime runtime) {
    return MetricsHttpServer.start(
        runtime, EndpointSettings.standard(), new InetSocketAddress("127.0.0.1", 9464));
  }

  static EndpointSettings guarded(String scrapeToken) {
    return EndpointSettings.standard()
        .rules(
            rules ->
                rules
                    .scraping(AccessRule.token("prometheus", scrapeToken))
                    .reading(AccessRule.anyOf(AccessRule.role("operator"), AccessRule.loopback()))
                    .changing(AccessRule.role("operator").and(AccessRule.addresses("10.0.0.0/8"))));
  }

  static EndpointSettings behindProxy() {
    return EndpointSettings.standard()
        .access(AccessRule.addresses("192.0.2.0/24"))
        .rules(rules -> rules.proxies("10.0.0.1", "10.0.0.2"));
  }

  static EndpointSettings oftener() {
    return EndpointSettings.standard()
        .rules(
            rules ->
                rules
                    .scrapesAMinute(120)
                    .callsAMinute(1_200)
                    .callsAtOnce(8)
                    .patience(Duration.ofSeconds(5)));
  }

  static EndpointSettings named(Map<String, String> namesByHash) {
    return EndpointSettings.standard().keyNames(namesByHash::get);
  }

  private static String page() throws IOException {
    return Files.readString(root().resolve("docs/endpoints.md"));
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docs")) ? here : here.getParent();
  }

  /** Formatting aside, so that a line may break elsewhere on the page. */
  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void thePageShowsWhatIsCompiledHere() throws IOException {
    String source =
        squeezed(
            Files.readString(
                root()
                    .resolve("metrics-servlet/src/test/java/io/tallystick/servlet")
                    .resolve("EndpointsPageTest.java")));
    Matcher examples = EXAMPLE.matcher(page());
    List<String> missing = new ArrayList<>();
    int count = 0;
    while (examples.find()) {
      count++;
      if (!source.contains(squeezed(examples.group(1)))) {
        missing.add(examples.group(1));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(count).isEqualTo(7);
  }

  @Test
  void thePageNamesEachParameterOfTheDescriptor() throws IOException {
    List<String> named = new ArrayList<>();
    Matcher rows = ROW.matcher(page());
    while (rows.find()) {
      named.add(rows.group(1));
      if (rows.group(2) != null) {
        named.add(rows.group(2));
      }
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(ServletParameters.ALL);
  }

  @Test
  void theProblemOfThePageIsTheOneThatIsAnswered() throws IOException {
    try (TestContainer container = JettyContainer.start(context -> mount(context, runtime))) {
      assertThat(Wire.get(container.port(), "/metrics").status()).isEqualTo(200);
      Reply problem = Wire.get(container.port(), "/admin/api-metrics/annotations?limit=0");
      assertThat(page()).contains(problem.text());
    }
  }

  @Test
  void theRulesOfThePageLetInWhomTheySay() throws IOException {
    try (MetricsHttpServer server =
        MetricsHttpServer.start(runtime, guarded(TOKEN), new InetSocketAddress("127.0.0.1", 0))) {
      int port = server.address().getPort();
      assertThat(Wire.get(port, "/metrics").status()).isEqualTo(401);
      assertThat(Wire.get(port, "/metrics", "Authorization: Bearer " + TOKEN).status())
          .isEqualTo(200);
      assertThat(Wire.get(port, "/admin/api-metrics/health").status()).isEqualTo(200);
      String post =
          Wire.post("/admin/api-metrics/annotations", "{}", "Content-Type: application/json");
      assertThat(Wire.ask(port, post).status()).isEqualTo(401);
    }
  }

  @Test
  void whoIsKnownByNameIsFoundByItsHash() {
    String hash = runtime.keyedHash().apply("key-4711");
    EndpointSettings settings = named(Map.of(hash, "Acme"));

    assertThat(settings.keyNames().of(hash)).isEqualTo("Acme");
    assertThat(settings.keyNames().of("other")).isNull();
    assertThat(oftener().rules().patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(behindProxy().apiPath()).isEqualTo("/admin");
  }
}

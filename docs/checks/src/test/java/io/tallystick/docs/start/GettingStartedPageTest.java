package io.tallystick.docs.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.docs.CodeBlock;
import io.tallystick.docs.Program;
import io.tallystick.docs.Repository;
import io.tallystick.docs.Web;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/getting-started.md tells of embedded Jetty, and of what to depend on. */
class GettingStartedPageTest {
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

  @TempDir Path directory;

  @Test
  void whatTheServletCountsIsInTheConsoleAndInPrometheus() throws Exception {
    try (Program hello = Program.start(directory, HelloJetty.class, "0")) {
      URI address = URI.create(hello.line());
      Web.get(address.resolve("/hello/Ada"));
      Web.get(address.resolve("/hello/Grace"));

      assertThat(Web.get(address.resolve("/metrics")))
          .contains(
              "hello_said_total{name_length=\"short\"} 2",
              "http_requests_total{method=\"GET\",endpoint=\"/hello/*\",status_class=\"2xx\"} 2");
      assertThat(
              Web.get(
                  address.resolve(
                      "/admin/api-metrics/aggregate?metric=hello.said.count&period=1h")))
          .contains("\"count\":2");
      assertThat(Web.get(address.resolve("/admin/"))).contains("<title>");
    }
    assertThat(Files.size(directory.resolve("data/metrics.db"))).isPositive();
  }

  @Test
  void theModulesThatItNamesAreThereInTheVersionThatItNames() {
    Path page = Repository.root().resolve("docs/getting-started.md");
    String pom = Repository.text(Repository.root().resolve("pom.xml"));
    Matcher ours = VERSION.matcher(pom);
    assertThat(ours.find()).isTrue();
    String dependencies =
        CodeBlock.of(page).stream()
            .filter(block -> block.language().equals("xml"))
            .findFirst()
            .orElseThrow()
            .code();

    assertThat(VERSION.matcher(dependencies).results().map(found -> found.group(1)))
        .hasSize(3)
        .containsOnly(ours.group(1));
    assertThat(ARTIFACT.matcher(dependencies).results().map(found -> found.group(1)))
        .allSatisfy(name -> assertThat(pom).contains("<module>" + name + "</module>"));
  }
}

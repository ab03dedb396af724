package io.tallystick.docs.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.docs.CodeBlock;
import io.tallystick.docs.Program;
import io.tallystick.docs.Repository;
import io.tallystick.docs.Web;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/getting-started.md tells of embedded Jetty, and of what to depend on. */
class GettingStartedPageTest {
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

  private static final Pattern SPRING_BOOT =
      Pattern.compile("<spring-boot.version>([^<]+)</spring-boot.version>");

  @TempDir Path directory;

  @Test
  void whatTheServletCountsIsInTheConsoleAndInPrometheus() throws Exception {
    try (Program hello = Program.start(directory, HelloJetty.class, "0")) {
      URI address = URI.create(hello.line());
      Web.get(address.resolve("/hello/Ada"));
      Web.get(address.resolve("/hello/Grace"));

      String requests =
          "http_requests_total{method=\"GET\",endpoint=\"/hello/*\",status_class=\"2xx\"} 2";
      assertThat(Web.getUntil(address.resolve("/metrics"), requests))
          .contains("hello_said_total{name_length=\"short\"} 2", requests);
      assertThat(
              Web.get(
                  address.resolve(
                      "/admin/api-metrics/aggregate?metric=hello.said.count&period=1h")))
          .contains("\"count\":2");
      assertThat(Web.get(address.resolve("/admin/"))).contains("<title>");
    }
    assertThat(Files.size(directory.resolve("data/metrics.db"))).isPositive();
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static String springBoot(String pom) {
    Matcher found = SPRING_BOOT.matcher(pom);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void theModulesThatItNamesAreThereInTheVersionThatItNames() {
    Path page = Repository.root().resolve("docs/getting-started.md");
    String pom = Repository.text(Repository.root().resolve("pom.xml"));
    Matcher ours = VERSION.matcher(pom);
    assertThat(ours.find()).isTrue();
    List<String> blocks =
        CodeBlock.of(page).stream()
            .filter(block -> block.language().equals("xml"))
            .map(CodeBlock::code)
            .toList();
    String dependencies = blocks.get(0);

    assertThat(VERSION.matcher(dependencies).results().map(found -> found.group(1)))
        .hasSize(3)
        .containsOnly(ours.group(1));
    assertThat(ARTIFACT.matcher(dependencies).results().map(found -> found.group(1)))
        .allSatisfy(name -> assertThat(pom).contains("<module>" + name + "</module>"));
    assertThat(blocks).hasSize(2);
    assertThat(squeezed(blocks.get(1)))
        .contains(squeezed(dependencies))
        .contains("<version>" + springBoot(pom) + "</version>");
  }
}

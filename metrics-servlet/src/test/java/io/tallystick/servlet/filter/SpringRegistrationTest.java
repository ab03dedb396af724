package io.tallystick.servlet.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Spring's way to register the filter, as the documentation shows it. */
class SpringRegistrationTest extends FilterBed {
  SpringRegistrationTest() {
    super(TomcatContainer::start);
  }

  @Override
  void addFilters(ServletContext context) {
    try (AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext()) {
      spring.registerBean(
          MetricsRuntime.class, () -> runtime(), bean -> bean.setDestroyMethodName(""));
      spring.register(SpringRegistration.class);
      spring.refresh();
      for (ServletContextInitializer each :
          spring.getBeansOfType(ServletContextInitializer.class).values()) {
        each.onStartup(context);
      }
    } catch (ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  void addServlets(ServletContext context) {
    add(
        context,
        "/later",
        (request, response) -> {
          response.setStatus(202);
          request.startAsync().complete();
        });
    add(context, "/actuator/*", (request, response) -> response.setStatus(200));
  }

  @Test
  void theDocumentedOneMeasures() throws Exception {
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    assertThat(get("/later").statusCode()).isEqualTo(202);
    hasOne("/later", "GET", "2xx");
  }

  @Test
  void theDocumentedOneIsTheOneThatRunsHere() throws Exception {
    String source =
        Files.readString(
            Path.of("src/test/java/io/tallystick/servlet/filter/SpringRegistration.java"));
    String snippet = source.substring(source.indexOf("// snippet\n") + 11);
    assertThat(Files.readString(Path.of("..", "docs", "filter.md"))).contains(snippet);
  }
}

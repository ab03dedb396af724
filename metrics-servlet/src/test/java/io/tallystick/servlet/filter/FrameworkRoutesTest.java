package io.tallystick.servlet.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.servlet.containers.JettyContainer;
import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.servlet.containers.TomcatContainer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Ten thousand ids are one route where a framework says which. */
class FrameworkRoutesTest {
  private static final int IDS = 10_000;

  @Nested
  class Spring extends Frameworks {
    Spring() {
      super(TomcatContainer::start);
    }

    @Override
    void addServlets(ServletContext context) {
      AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
      spring.register(Users.class, Pages.class);
      add(context, new DispatcherServlet(spring), "/");
    }

    @Test
    void whatFailsLaterHasTheRouteThatItWasAskedFor() throws Exception {
      for (int i = 0; i < 3; i++) {
        assertThat(get("/later/a" + i).statusCode()).isEqualTo(418);
      }
      awaitEnds(3);
      assertThat(routes()).containsExactly("/later/{id}");
    }

    @Test
    void whatOneHandlerIsThereForIsFolded() throws Exception {
      for (int i = 0; i < 3; i++) {
        assertThat(get("/pages/" + (4711 + i)).statusCode()).isEqualTo(200);
        assertThat(get("/pages/made-up-" + (char) ('a' + i)).statusCode()).isEqualTo(404);
      }
      awaitEnds(6);
      assertThat(routes()).containsExactly("/pages/{id}", "unmatched");
    }

    @Test
    void whatAMethodIsThereForIsNotFolded() throws Exception {
      assertThat(get("/version2024").statusCode()).isEqualTo(409);
      awaitEnds(1);
      assertThat(routes()).containsExactly("/version2024");
    }
  }

  @Nested
  class Jersey extends Frameworks {
    Jersey() {
      super(JettyContainer::start);
    }

    @Override
    void addServlets(ServletContext context) {
      ResourceConfig application =
          new ResourceConfig(UserResource.class, JaxRsRoutes.class)
              .registerClasses(TeamResource.class, ShopResource.class, BookResource.class);
      application.property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true);
      application.property(ServerProperties.WADL_FEATURE_DISABLE, true);
      add(context, new ServletContainer(application), "/*");
    }

    @Test
    void whatAnotherResourceHandsOutIsOneRoute() throws Exception {
      for (int i = 0; i < 20; i++) {
        assertThat(get("/users/" + i + "/orders/" + i).statusCode()).isEqualTo(200);
      }
      awaitEnds(20);
      assertThat(routes()).containsExactly("/users/{id}/orders/{order}");
    }

    @Test
    void resourcesThatInheritAMethodAreTwoRoutes() throws Exception {
      assertThat(get("/teams/one").statusCode()).isEqualTo(200);
      assertThat(get("/shops/one").statusCode()).isEqualTo(200);
      assertThat(get("/teams/one").statusCode()).isEqualTo(200);
      awaitEnds(3);
      assertThat(runtime()).counter(COUNT, "route_id", "/teams/{id}").isEqualTo(2);
      assertThat(runtime()).counter(COUNT, "route_id", "/shops/{id}").isEqualTo(1);
    }

    @Test
    void aMethodHasThePathOfWhatItImplements() throws Exception {
      assertThat(get("/books/one").statusCode()).isEqualTo(200);
      assertThat(get("/books/by/one").statusCode()).isEqualTo(200);
      awaitEnds(2);
      assertThat(routes()).containsExactly("/books/by/{author}", "/books/{title}");
    }
  }

  /** What both must do. */
  abstract static class Frameworks extends FilterBed {
    Frameworks(TestContainer.Starter starter) {
      super(starter);
    }

    static void add(ServletContext context, jakarta.servlet.Servlet servlet, String path) {
      ServletRegistration.Dynamic added = context.addServlet("framework", servlet);
      added.setAsyncSupported(true);
      added.setLoadOnStartup(1);
      added.addMapping(path);
    }

    Set<String> routes() {
      Set<String> routes = new TreeSet<>();
      for (LiveSeries live : runtime().snapshot().series()) {
        if (live.series().name().equals(COUNT)) {
          routes.add(live.series().tags().get("route_id"));
        }
      }
      return routes;
    }

    /** Of what is there, of what is answered with 404 and of what throws that it is not there. */
    @Test
    void tenThousandIdsAreOneRoute() throws Exception {
      String[] kinds = {"user", "missing", "refused"};
      try (SteadyClient client = connect()) {
        for (int i = 0; i < IDS; i++) {
          String kind = kinds[i % kinds.length];
          assertThat(client.get("/users/" + kind + "-x" + i + "?secret=s" + i))
              .isEqualTo(kind.equals("user") ? 200 : 404);
        }
      }
      awaitEnds(IDS);

      assertThat(routes()).containsExactly("/users/{id}");
      assertThat(runtime()).counter(COUNT, "status_class", "2xx").isEqualTo(IDS / 3 + 1);
      assertThat(runtime()).counter(COUNT, "status_class", "4xx").isEqualTo(IDS - IDS / 3 - 1);
      assertThat(FilterBed.textOf(runtime())).doesNotContain("secret", "-x9");
    }

    @Test
    void whatThrowsForAnyIdIsOneRoute() throws Exception {
      for (int i = 0; i < 50; i++) {
        assertThat(get("/users/throwing-" + i).statusCode()).isEqualTo(500);
      }
      awaitEnds(50);

      assertThat(routes()).containsExactly("/users/{id}");
      assertThat(runtime()).counter(COUNT, "status_class", "5xx").isEqualTo(50);
    }

    @Test
    void addressesThatNoPatternMatchesAreOneRoute() throws Exception {
      for (int i = 0; i < 50; i++) {
        assertThat(get("/scan-" + i + "/a").statusCode()).isEqualTo(404);
      }
      awaitEnds(50);

      assertThat(routes()).containsExactly("unmatched");
    }
  }

  /** A handler for all paths that no controller has. */
  static class Pages extends SimpleUrlHandlerMapping {
    Pages() {
      setOrder(Ordered.LOWEST_PRECEDENCE);
      setDefaultHandler(
          (HttpRequestHandler)
              (request, response) -> {
                boolean isThere = request.getRequestURI().startsWith("/pages/47");
                response.setStatus(isThere ? 200 : 404);
              });
    }
  }

  /** A controller of Spring's. */
  @EnableWebMvc
  @RestController
  static class Users {
    /** Fails after the chain came back, with a status that has a page. */
    @GetMapping("/later/{id}")
    Callable<String> later(@PathVariable("id") String id) {
      return () -> {
        throw new ResponseStatusException(HttpStatus.I_AM_A_TEAPOT);
      };
    }

    @GetMapping(TestContainer.ERROR_PAGE)
    String error() {
      return "An error's page";
    }

    @GetMapping("/version2024")
    ResponseEntity<String> version() {
      return ResponseEntity.status(HttpStatus.CONFLICT).build();
    }

    @GetMapping("/users/{id}")
    ResponseEntity<String> user(@PathVariable("id") String id) {
      if (id.startsWith("throwing")) {
        throw new IllegalStateException("asked for");
      }
      if (id.startsWith("refused")) {
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      }
      return id.startsWith("missing")
          ? ResponseEntity.notFound().build()
          : ResponseEntity.ok("it is " + id);
    }
  }

  /** A resource of JAX-RS. */
  @Path("users")
  public static class UserResource {
    /** One. */
    @GET
    @Path("{id}")
    public Response user(@PathParam("id") String id) {
      if (id.startsWith("throwing")) {
        throw new IllegalStateException("asked for");
      }
      if (id.startsWith("refused")) {
        throw new jakarta.ws.rs.NotFoundException();
      }
      return id.startsWith("missing")
          ? Response.status(404).build()
          : Response.ok("it is " + id).build();
    }

    /** What one ordered. */
    @Path("{id}/orders")
    public OrderResource orders() {
      return new OrderResource();
    }
  }

  /** Has what others inherit. */
  public abstract static class Resource {
    /** One. */
    @GET
    @Path("{id}")
    public String one(@PathParam("id") String id) {
      return "it is " + id;
    }
  }

  /** Inherits all. */
  @Path("teams")
  public static class TeamResource extends Resource {}

  /** Inherits all, too. */
  @Path("shops")
  public static class ShopResource extends Resource {}

  /**
   * Says where books are.
   *
   * @param <T> what names one
   */
  public interface Books<T> {
    /** One. */
    @GET
    @Path("{title}")
    String one(@PathParam("title") T title);

    /** One of an author's. */
    @GET
    @Path("by/{author}")
    String by(@PathParam("author") String author);
  }

  /** Says nothing itself of where they are. */
  @Path("books")
  public static class BookResource implements Books<String> {
    @Override
    public String one(String title) {
      return "it is " + title;
    }

    @Override
    public String by(String author) {
      return "it is by " + author;
    }
  }

  /** Is handed out by the other one. */
  public static class OrderResource {
    /** One. */
    @GET
    @Path("{order}")
    public String order(@PathParam("order") String order) {
      return "it is " + order;
    }
  }
}

package io.tallystick.servlet.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the filter makes of requests that are answered before the chain comes back. */
abstract class AnswerContract extends FilterBed {
  private final AtomicReference<Throwable> thrownInside = new AtomicReference<>();
  private final AtomicReference<Throwable> seenOutside = new AtomicReference<>();

  AnswerContract(TestContainer.Starter starter) {
    super(starter);
  }

  @Override
  FilterSettings settings() {
    return FilterSettings.standard().exclude("/excluded", "/static/*");
  }

  /** Somebody stands before the filter, and by mistake it is there twice. */
  @Override
  void addFilters(ServletContext context) {
    addFilter(context, "outside", new OutsideFilter(seenOutside));
    super.addFilters(context);
    FilterRegistration.Dynamic again = context.addFilter("again", filter());
    again.setAsyncSupported(true);
    again.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  private static void addFilter(ServletContext context, String name, HttpFilter filter) {
    FilterRegistration.Dynamic added = context.addFilter(name, filter);
    added.setAsyncSupported(true);
    added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  @Override
  void addServlets(ServletContext context) {
    add(context, "/status/*", AnswerContract::status);
    add(context, "/throwing", this::fail);
    add(context, "/text", (request, response) -> response.getWriter().print("text"));
    add(
        context,
        "/forward",
        (request, response) ->
            request.getRequestDispatcher("/status/201").forward(request, response));
    add(
        context,
        "/include",
        (request, response) -> {
          response.getWriter().print("before ");
          request.getRequestDispatcher("/text").include(request, response);
        });
    add(
        context,
        TestContainer.ERROR_PAGE,
        (request, response) -> response.getWriter().print("An error's page"));
    add(context, "/excluded", (request, response) -> response.setStatus(200));
    add(context, "/static/*", (request, response) -> response.setStatus(200));
  }

  /** Answers with a status by its number. */
  private static void status(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = Integer.parseInt(request.getPathInfo().substring(1));
    if (status >= 400 && request.getParameter("plainly") == null) {
      response.sendError(status);
    } else if (status == 302) {
      response.sendRedirect("/status/200");
    } else {
      response.setStatus(status);
    }
  }

  private void fail(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      throwOne(request.getParameter("kind"));
    } catch (Throwable thrown) {
      thrownInside.set(thrown);
      throw thrown;
    }
  }

  private static void throwOne(String kind) throws ServletException, IOException {
    switch (kind) {
      case "runtime" -> throw new IllegalStateException("asked for");
      case "io" -> throw new IOException("asked for");
      case "error" -> throw new AssertionError("asked for");
      case "page" -> throw new UnsupportedOperationException("asked for");
      case "unavailable" -> throw new UnavailableException("asked for", 1);
      case "gone" -> throw new UnavailableException("asked for");
      default -> throw new ServletException("asked for", new IllegalStateException("cause"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, 2xx",
    "204, 2xx",
    "302, 3xx",
    "304, 3xx",
    "400, 4xx",
    "404, 4xx",
    "404?plainly, 4xx",
    "418, 4xx",
    "499, 4xx",
    "500, 5xx",
    "503, 5xx",
    "503?plainly, 5xx"
  })
  void aStatusLandsInItsClass(String status, String statusClass) throws Exception {
    assertThat(get("/status/" + status).statusCode())
        .isEqualTo(Integer.parseInt(status.substring(0, 3)));
    hasOne("/status/*", "GET", statusClass);
  }

  @ParameterizedTest
  @CsvSource({"runtime, 500, 5xx", "io, 500, 5xx", "servlet, 500, 5xx", "page, 500, 5xx"})
  void anExceptionPassesAsItIs(String kind, int status, String statusClass) throws Exception {
    assertThat(get("/throwing?kind=" + kind).statusCode()).isEqualTo(status);
    hasOne("/throwing", "GET", statusClass);
    assertThat(seenOutside.get()).isNotNull().isSameAs(thrownInside.get());
  }

  /** Of these, containers make others or none between filters. */
  @ParameterizedTest
  @CsvSource({"error, 500, 5xx", "unavailable, 503, 5xx", "gone, 404, 4xx"})
  void whatIsThrownIsOneRequestThatFailed(String kind, int status, String statusClass)
      throws Exception {
    assertThat(get("/throwing?kind=" + kind).statusCode()).isEqualTo(status);
    hasOne("/throwing", "GET", statusClass);
  }

  @Test
  void aPageOfAnErrorBelongsToTheRequestThatFailed() throws Exception {
    assertThat(new String(get("/status/418").body(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("An error's page");
    hasOne("/status/*", "GET", "4xx");
  }

  @Test
  void aForwardBelongsToTheRequestThatItServes() throws Exception {
    assertThat(get("/forward").statusCode()).isEqualTo(201);
    hasOne("/forward", "GET", "2xx");
  }

  @Test
  void anIncludeBelongsToTheRequestThatItServes() throws Exception {
    int sent = get("/include").body().length;

    hasOne("/include", "GET", "2xx");
    hasSent(sent);
  }

  @ParameterizedTest
  @CsvSource({"HEAD, HEAD", "DELETE, DELETE", "PATCH, PATCH", "BREW, other", "get, other"})
  void aMethodIsToldApartWhenItIsKnown(String sent, String recorded) throws Exception {
    send(request("/text").method(sent, java.net.http.HttpRequest.BodyPublishers.noBody()));
    hasOne("/text", recorded, "2xx");
  }

  @Test
  void nothingOfABodyIsSentInAnswerToHead() throws Exception {
    send(request("/text").method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
    hasOne("/text", "HEAD", "2xx");
    hasSent(0);
  }

  @Test
  void excludedPathsAreNotMeasured() throws Exception {
    assertThat(get("/excluded").statusCode()).isEqualTo(200);
    assertThat(get("/static/any/thing").statusCode()).isEqualTo(200);
    get("/text");
    hasOne("/text", "GET", "2xx");
  }

  @Test
  void manyPathsWhereNothingIsAreOneRoute() throws Exception {
    for (int i = 0; i < 50; i++) {
      get("/nowhere/" + i + "?secret=" + i);
    }
    awaitEnds(50);

    assertThat(runtime()).counter(COUNT, "route_id", "unmatched").isEqualTo(50);
    assertThat(runtime()).counter(COUNT).isEqualTo(50);
  }

  /** Sees what comes out of the filter. */
  private static final class OutsideFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private final transient AtomicReference<Throwable> seen;

    OutsideFilter(AtomicReference<Throwable> seen) {
      this.seen = seen;
    }

    @Override
    protected void doFilter(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      try {
        chain.doFilter(request, response);
      } catch (Throwable thrown) {
        seen.set(thrown);
        throw thrown;
      }
    }
  }
}

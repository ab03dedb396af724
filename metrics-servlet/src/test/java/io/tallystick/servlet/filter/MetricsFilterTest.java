package io.tallystick.servlet.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.Metrics;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter does without a container. */
class MetricsFilterTest {
  private static final String COUNT = "http.request.count";

  private final MetricsRuntime runtime =
      MetricsRuntime.builder().source("service:test").storage(InMemoryBackend.create()).build();

  @AfterEach
  void close() {
    runtime.close();
  }

  private void run(FilterSettings settings, BareRequest request, FilterChain chain)
      throws ServletException, IOException {
    new MetricsFilter(runtime.metrics(), settings)
        .doFilter(request, new BareRequest.Answer(), chain);
  }

  private static void passesThrough(Metrics metrics) throws Exception {
    AtomicReference<Object> seen = new AtomicReference<>();
    BareRequest request = new BareRequest("GET", "/a");
    new MetricsFilter(metrics, FilterSettings.standard())
        .doFilter(request, new BareRequest.Answer(), (asked, answer) -> seen.set(asked));
    assertThat(seen.get()).isSameAs(request);
  }

  @Test
  void withoutARuntimeItPassesRequestsOnAsTheyAre() throws Exception {
    passesThrough(Metrics.current());
  }

  @Test
  void switchedOffItPassesRequestsOnAsTheyAre() throws Exception {
    try (MetricsRuntime off = MetricsRuntime.builder().enabled(false).build()) {
      passesThrough(off.metrics());
    }
  }

  @Test
  void whatTheChainThrowsIsThrownAsItIs() {
    Error thrown = new AssertionError("asked for");
    assertThatThrownBy(
            () ->
                run(
                    FilterSettings.standard(),
                    new BareRequest("GET", "/a"),
                    (asked, answer) -> {
                      throw thrown;
                    }))
        .isSameAs(thrown);
    assertThat(runtime).counter(COUNT, "status_class", "5xx").isEqualTo(1);
  }

  @Test
  void aResolverThatFailsHarmsNobody() throws Exception {
    FilterSettings settings =
        FilterSettings.standard()
            .route(
                request -> {
                  throw new IllegalStateException("asked for");
                });
    run(settings, new BareRequest("GET", "/a"), (asked, answer) -> {});
    run(settings.route(request -> "/next"), new BareRequest("GET", "/b"), (asked, answer) -> {});

    assertThat(runtime).counter(COUNT, "route_id", "/a").isEqualTo(1);
    assertThat(runtime).counter(COUNT, "route_id", "/next").isEqualTo(1);
  }

  @Test
  void aRequestThatCannotBeObservedIsAnsweredAllTheSame() throws Exception {
    AtomicReference<Object> seen = new AtomicReference<>();
    BareRequest request =
        new BareRequest("GET", "/a") {
          @Override
          public HttpServletMapping getHttpServletMapping() {
            throw new IllegalStateException("asked for");
          }
        };
    run(FilterSettings.standard(), request, (asked, answer) -> seen.set(asked));
    assertThat(seen.get()).isSameAs(request);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 404, 499, 500, 501})
  void pathsThatWereNeverServedTakeNoPlaceFromOthers(int status) throws Exception {
    MetricsFilter filter =
        new MetricsFilter(runtime.metrics(), FilterSettings.standard().mostRoutes(1));
    answer(filter, "/made-up", status);
    answer(filter, "/a", 200);
    answer(filter, "/a", status);

    assertThat(runtime).counter(COUNT, "route_id", "unmatched").isEqualTo(1);
    assertThat(runtime).counter(COUNT, "route_id", "/a").isEqualTo(2);
  }

  /** What fails before it is on its way, or for what is written, is not the client's fault. */
  @ParameterizedTest
  @CsvSource({
    "java.io.IOException, lost, false, 5xx",
    "java.io.IOException, lost, true, 4xx",
    "java.io.IOException, written 10 > 2 content-length, true, 5xx",
    "java.io.CharConversionException, of EUR, true, 5xx",
  })
  void aClientThatWentAwayIsToldFromWhatCannotBeWritten(
      Class<? extends IOException> type, String message, boolean isCommitted, String statusClass)
      throws Exception {
    IOException thrown = type.getConstructor(String.class).newInstance(message);
    FailingAnswer answer = new FailingAnswer(thrown, isCommitted);
    MetricsFilter filter = new MetricsFilter(runtime.metrics(), FilterSettings.standard());
    filter.doFilter(
        new BareRequest("GET", "/a"),
        answer,
        (asked, wrapped) -> {
          assertThatThrownBy(() -> wrapped.getOutputStream().write(1)).isSameAs(thrown);
          ((HttpServletResponse) wrapped).setStatus(503);
        });
    assertThat(runtime).counter(COUNT, "status_class", statusClass).isEqualTo(1);
  }

  /** A client is lost of what is on its way, not of what is written past the length. */
  @ParameterizedTest
  @CsvSource({"true, 5xx", "false, 4xx"})
  void whoWritesPastTheLengthIsToldFromAClientThatWentAway(boolean isWritingOn, String statusClass)
      throws Exception {
    FailingAnswer answer =
        new FailingAnswer(new EofException(), true) {
          @Override
          public String getHeader(String name) {
            return "0";
          }
        };
    MetricsFilter filter = new MetricsFilter(runtime.metrics(), FilterSettings.standard());
    assertThatThrownBy(
            () ->
                filter.doFilter(
                    new BareRequest("GET", "/a"),
                    answer,
                    (asked, wrapped) -> writeOrFlush(wrapped.getOutputStream(), isWritingOn)))
        .isInstanceOf(EofException.class);
    assertThat(runtime).counter(COUNT, "status_class", statusClass).isEqualTo(1);
  }

  private static void writeOrFlush(ServletOutputStream out, boolean writes) throws IOException {
    if (writes) {
      out.write(1);
    } else {
      out.flush();
    }
  }

  @Test
  void aClientIsThereWhenAnAnswerBeginsAnew() throws Exception {
    FailingAnswer answer = new FailingAnswer(new EofException(), false);
    new MetricsFilter(runtime.metrics(), FilterSettings.standard())
        .doFilter(
            new BareRequest("GET", "/a"),
            answer,
            (asked, wrapped) -> {
              assertThatThrownBy(() -> wrapped.getOutputStream().write(1)).isNotNull();
              wrapped.reset();
            });
    assertThat(runtime).counter(COUNT, "status_class", "2xx").isEqualTo(1);
  }

  /** Has the name of what Jetty throws when a connection is lost. */
  private static final class EofException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** An answer to which nothing can be written. */
  private static class FailingAnswer extends BareRequest.Answer {
    private final IOException thrown;
    private final boolean isCommitted;

    FailingAnswer(IOException thrown, boolean isCommitted) {
      this.thrown = thrown;
      this.isCommitted = isCommitted;
    }

    @Override
    public boolean isCommitted() {
      return isCommitted;
    }

    @Override
    public void reset() {
      setStatus(200);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      ServletOutputStream real = super.getOutputStream();
      return new ServletOutputStream() {
        @Override
        public boolean isReady() {
          return real.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          real.setWriteListener(listener);
        }

        @Override
        public void write(int value) throws IOException {
          throw thrown;
        }

        @Override
        public void flush() throws IOException {
          throw thrown;
        }
      };
    }
  }

  private static void answer(MetricsFilter filter, String path, int status) throws Exception {
    filter.doFilter(
        new BareRequest("GET", path),
        new BareRequest.Answer(),
        (asked, answer) -> ((HttpServletResponse) answer).setStatus(status));
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/orders/4711, /orders/{id}",
    "/orders/4711/lines/2, /orders/{id}/lines/{id}",
    "/v2/users/123e4567-e89b-12d3-a456-426614174000, /v2/users/{id}",
    "/files/9f86d081884c7d65, /files/{id}",
    "/users/jane@mail.example, /users/{id}",
    "/a/b c/d, /a/{id}/d",
    "/reset/abcdefghijklmnopqrstuvwxyz, /reset/{id}",
    "/1/2/3/4/5/6/7/8/9/10, /{id}/{id}/{id}/{id}/{id}/{id}/{id}/{id}/**"
  })
  void idsInPathsAreFolded(String path, String route) throws Exception {
    run(FilterSettings.standard(), new BareRequest("GET", path), (asked, answer) -> {});
    assertThat(runtime).counter(COUNT, "route_id", route).isEqualTo(1);
  }

  @Test
  void pathsPastTheBoundAreOneRoute() throws Exception {
    MetricsFilter filter =
        new MetricsFilter(runtime.metrics(), FilterSettings.standard().mostRoutes(2));
    for (String path : new String[] {"/a", "/b", "/c", "/d", "/a"}) {
      filter.doFilter(
          new BareRequest("GET", path), new BareRequest.Answer(), (asked, answer) -> {});
    }
    assertThat(runtime).counter(COUNT, "route_id", "/a").isEqualTo(2);
    assertThat(runtime).counter(COUNT, "route_id", "other").isEqualTo(2);
  }

  @Test
  void aRequestThatARuntimeWasNotThereForIsNotTakenFromItsNumber() throws Exception {
    MetricsRuntime first = installed();
    AtomicReference<MetricsRuntime> next = new AtomicReference<>();
    MetricsFilter filter = new MetricsFilter(Metrics.current(), FilterSettings.standard());
    filter.doFilter(
        new BareRequest("GET", "/a"),
        new BareRequest.Answer(),
        (asked, answer) -> {
          first.close();
          next.set(installed());
        });
    try (MetricsRuntime there = next.get()) {
      assertThat(there).gauge("http.request.inflight").isEqualTo(0);
    }
  }

  private static MetricsRuntime installed() {
    MetricsRuntime made =
        MetricsRuntime.builder().source("service:test").storage(InMemoryBackend.create()).build();
    made.start();
    return made;
  }

  @Test
  void whatTheApplicationSaysComesFirst() throws Exception {
    FilterSettings settings = FilterSettings.standard().route(request -> "/resolved");
    run(settings, new BareRequest("GET", "/a"), (asked, answer) -> {});
    run(
        settings,
        new BareRequest("GET", "/a"),
        (asked, answer) -> asked.setAttribute("io.tallystick.route", "/said"));

    assertThat(runtime).counter(COUNT, "route_id", "/resolved").isEqualTo(1);
    assertThat(runtime).counter(COUNT, "route_id", "/said").isEqualTo(1);
  }

  @Test
  void methodsReadOrWriteAsHttpMeansThemUnlessSomebodySaysOtherwise() {
    MethodClasses classes = FilterSettings.standard().methods().reading("post").writing("TRACE");
    assertThat(classes.of("GET")).isEqualTo(MethodClasses.MethodClass.READ);
    assertThat(classes.of("POST")).isEqualTo(MethodClasses.MethodClass.READ);
    assertThat(classes.of("TRACE")).isEqualTo(MethodClasses.MethodClass.WRITE);
    assertThat(classes.of("BREW")).isEqualTo(MethodClasses.MethodClass.WRITE);
    assertThat(MethodClasses.standard().of("POST")).isEqualTo(MethodClasses.MethodClass.WRITE);
  }

  @Test
  void settingsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> FilterSettings.standard().exclude("health"))
        .hasMessageContaining("health")
        .hasMessageContaining("/health");
    assertThatThrownBy(() -> FilterSettings.standard().mostRoutes(0)).hasMessageContaining("0");
  }
}

package io.tallystick.servlet.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the filter makes of every way in which a request can go through a container. */
abstract class FilterContract {
  private static final String COUNT = "http.request.count";

  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch answered = new CountDownLatch(1);
  private MetricsRuntime runtime;
  private TestContainer container;

  abstract TestContainer start(Consumer<ServletContext> application);

  @BeforeEach
  void startAll() {
    runtime =
        MetricsRuntime.builder().source("service:test").storage(InMemoryBackend.create()).build();
    container = start(context -> register(context, FilterSettings.standard()));
  }

  @AfterEach
  void stopAll() {
    container.close();
    runtime.close();
  }

  private void register(ServletContext context, FilterSettings settings) {
    FilterRegistration.Dynamic filter =
        context.addFilter("metrics", new MetricsFilter(runtime.metrics(), settings));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    add(context, "status", this::status, "/status/*");
    add(context, "throwing", FilterContract::fail, "/throwing");
    add(context, "echo", FilterContract::echo, "/echo");
    add(context, "writer", FilterContract::write, "/writer");
    add(context, "forward", FilterContract::forward, "/forward");
    add(context, "include", FilterContract::include, "/include");
    add(context, "async", this::answerLater, "/async");
    add(context, "dispatch", FilterContract::dispatchLater, "/dispatch");
    add(context, "timeout", FilterContract::neverAnswer, "/timeout");
    add(context, "late", FilterContract::failLater, "/late");
    add(context, "endless", this::writeOn, "/endless");
  }

  private static void add(ServletContext context, String name, Work work, String path) {
    ServletRegistration.Dynamic servlet = context.addServlet(name, new WorkServlet(work));
    servlet.setAsyncSupported(true);
    servlet.addMapping(path);
  }

  /** Answers with a status by its number. */
  private void status(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int status = Integer.parseInt(request.getPathInfo().substring(1));
    if (status >= 400 && request.getParameter("plainly") == null) {
      response.sendError(status);
    } else if (status == 302) {
      response.sendRedirect("/status/200");
    } else {
      response.setStatus(status);
    }
  }

  private static void fail(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (String.valueOf(request.getParameter("kind"))) {
      case "runtime" -> throw new IllegalStateException("asked for");
      case "io" -> throw new IOException("asked for");
      case "error" -> throw new AssertionError("asked for");
      default -> throw new ServletException("asked for");
    }
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getInputStream().transferTo(response.getOutputStream());
  }

  private static void write(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setCharacterEncoding("UTF-8");
    response.getWriter().print("äöü€");
    response.getWriter().println(17);
    response.getWriter().printf("%s", "\uD83D\uDE00");
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/status/201").forward(request, response);
  }

  private static void include(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/writer").include(request, response);
  }

  private void answerLater(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync(request, response);
    async.start(
        () -> {
          try {
            response.setStatus(202);
            response.getOutputStream().write(new byte[1_000]);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          } finally {
            async.complete();
          }
        });
  }

  private static void dispatchLater(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.start(() -> async.dispatch("/status/203"));
  }

  private static void neverAnswer(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().setTimeout(50);
  }

  private static void failLater(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.start(
        () -> {
          try {
            ((HttpServletResponse) async.getResponse()).sendError(503);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          } finally {
            async.complete();
          }
        });
  }

  /** Writes until nobody reads any more. */
  private void writeOn(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] chunk = new byte[64 << 10];
    answered.countDown();
    for (int i = 0; i < 10_000; i++) {
      response.getOutputStream().write(chunk);
      response.flushBuffer();
    }
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + container.port() + path));
  }

  /** An answer may be there before its request is over. */
  private void awaitEnds() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (inflight() != 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("A request does not end.");
      }
      Thread.onSpinWait();
    }
  }

  private double inflight() {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals("http.request.inflight"))
        .mapToDouble(live -> ((io.tallystick.core.aggregate.Reading.OfGauge) live.total()).last())
        .sum();
  }

  private void hasOne(String route, String method, String statusClass) {
    awaitEnds();
    assertThat(runtime).counter(COUNT).isEqualTo(1);
    assertThat(runtime)
        .counter(COUNT, "route_id", route, "method", method, "status_class", statusClass)
        .isEqualTo(1);
    assertThat(runtime).histogram("http.request.duration_ms", "route_id", route).hasCount(1);
    assertThat(runtime).histogram("http.request.size_bytes", "route_id", route).hasCount(1);
    assertThat(runtime).histogram("http.response.size_bytes", "route_id", route).hasCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "200, 2xx",
    "204, 2xx",
    "302, 3xx",
    "304, 3xx",
    "400, 4xx",
    "404, 4xx",
    "499, 4xx",
    "500, 5xx",
    "503, 5xx"
  })
  void aStatusLandsInItsClass(int status, String statusClass) throws Exception {
    org.assertj.core.api.Assertions.assertThat(get("/status/" + status).statusCode())
        .isEqualTo(status);
    hasOne("/status/*", "GET", statusClass);
  }

  @ParameterizedTest
  @CsvSource({"runtime", "io", "error", "servlet"})
  void anExceptionIsOneRequestThatFailed(String kind) throws Exception {
    org.assertj.core.api.Assertions.assertThat(get("/throwing?kind=" + kind).statusCode())
        .isEqualTo(500);
    hasOne("/throwing", "GET", "5xx");
  }

  @Test
  void bytesAreCountedBothWaysWithoutALength() throws Exception {
    byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> response =
        client.send(
            request("/echo")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build(),
            BodyHandlers.ofByteArray());

    org.assertj.core.api.Assertions.assertThat(response.body()).isEqualTo(body);
    hasOne("/echo", "POST", "2xx");
    assertThat(runtime).histogram("http.request.size_bytes").hasSum(100_000);
    assertThat(runtime).histogram("http.response.size_bytes").hasSum(100_000);
  }

  @Test
  void bytesAreCountedByTheirLength() throws Exception {
    client.send(
        request("/echo").PUT(BodyPublishers.ofString("hello")).build(), BodyHandlers.ofString());

    hasOne("/echo", "PUT", "2xx");
    assertThat(runtime).histogram("http.request.size_bytes").hasSum(5);
    assertThat(runtime).histogram("http.response.size_bytes").hasSum(5);
  }

  @Test
  void charactersAreCountedAsTheBytesThatTheyBecome() throws Exception {
    int sent = get("/writer").body().length;

    hasOne("/writer", "GET", "2xx");
    assertThat(runtime).histogram("http.response.size_bytes").hasSum(sent);
  }

  @Test
  void aForwardBelongsToTheRequestThatItServes() throws Exception {
    org.assertj.core.api.Assertions.assertThat(get("/forward").statusCode()).isEqualTo(201);
    hasOne("/forward", "GET", "2xx");
  }

  @Test
  void anIncludeBelongsToTheRequestThatItServes() throws Exception {
    int sent = get("/include").body().length;

    hasOne("/include", "GET", "2xx");
    assertThat(runtime).histogram("http.response.size_bytes").hasSum(sent);
  }

  @Test
  void whatIsAnsweredLaterIsCountedOnceWhenItIsOver() throws Exception {
    org.assertj.core.api.Assertions.assertThat(get("/async").statusCode()).isEqualTo(202);
    hasOne("/async", "GET", "2xx");
    assertThat(runtime).histogram("http.response.size_bytes").hasSum(1_000);
  }

  @Test
  void whatIsDispatchedLaterIsCountedOnce() throws Exception {
    org.assertj.core.api.Assertions.assertThat(get("/dispatch").statusCode()).isEqualTo(203);
    hasOne("/dispatch", "GET", "2xx");
  }

  @Test
  void whatNobodyAnswersInTimeFailed() throws Exception {
    org.assertj.core.api.Assertions.assertThat(get("/timeout").statusCode())
        .isGreaterThanOrEqualTo(500);
    hasOne("/timeout", "GET", "5xx");
  }

  @Test
  void anErrorThatIsSentLaterIsCountedOnce() throws Exception {
    org.assertj.core.api.Assertions.assertThat(get("/late").statusCode()).isEqualTo(503);
    hasOne("/late", "GET", "5xx");
  }

  @Test
  void aClientThatGoesAwayIsCountedAsOne() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      in.readNBytes(1_000);
      answered.await(30, TimeUnit.SECONDS);
      socket.setSoLinger(true, 0);
    }

    hasOne("/endless", "GET", "4xx");
  }

  @Test
  void tenThousandPathsAreOneRoute() throws Exception {
    for (int i = 0; i < 50; i++) {
      get("/nowhere/" + i);
    }
    awaitEnds();

    assertThat(runtime).counter(COUNT, "route_id", "unmatched").isEqualTo(50);
    assertThat(runtime).counter(COUNT).isEqualTo(50);
  }

  /** Does something with a request. */
  private interface Work {
    void on(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  private static final class WorkServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private final transient Work work;

    WorkServlet(Work work) {
      this.work = work;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      work.on(request, response);
    }
  }
}

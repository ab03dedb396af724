package io.tallystick.servlet.filter;

import static io.tallystick.core.testing.MetricsAssert.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.servlet.containers.TestContainer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A container whose application is measured by the filter, and what was measured. */
abstract class FilterBed {
  static final String COUNT = "http.request.count";

  /** A container that never answers fails a test and holds up no other. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final TestContainer.Starter starter;
  private MetricsRuntime runtime;
  private TestContainer container;

  FilterBed(TestContainer.Starter starter) {
    this.starter = starter;
  }

  /** Adds what answers. */
  abstract void addServlets(ServletContext context);

  FilterSettings settings() {
    return FilterSettings.standard();
  }

  @BeforeEach
  void startAll() {
    runtime =
        MetricsRuntime.builder().source("service:test").storage(InMemoryBackend.create()).build();
    container =
        starter.start(
            context -> {
              addFilters(context);
              addServlets(context);
            });
  }

  @AfterEach
  void stopAll() {
    container.close();
    runtime.close();
  }

  void addFilters(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("metrics", filter());
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  final MetricsFilter filter() {
    return new MetricsFilter(runtime.metrics(), settings());
  }

  static void add(ServletContext context, String path, Work work) {
    ServletRegistration.Dynamic servlet = context.addServlet(path, new WorkServlet(work));
    servlet.setAsyncSupported(true);
    servlet.addMapping(path);
  }

  MetricsRuntime runtime() {
    return runtime;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + container.port() + path));
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
  }

  HttpClient client() {
    return client;
  }

  SteadyClient connect() throws IOException {
    return new SteadyClient(say(""));
  }

  /** A connection on which something was said. */
  Socket say(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port());
    socket.setSoTimeout(30_000);
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  /** Ends a connection so that whoever writes to it is told. */
  static void goAway(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** An answer may be there before its request is over. */
  void awaitEnds(int requests) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (recorded() < requests || inflight() != 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "%s of %d requests were recorded, %s are in flight."
                .formatted(recorded(), requests, inflight()));
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private double recorded() {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals(COUNT))
        .mapToDouble(live -> ((Reading.OfCounter) live.total()).whole())
        .sum();
  }

  private double inflight() {
    return runtime.snapshot().series().stream()
        .filter(live -> live.series().name().equals("http.request.inflight"))
        .mapToDouble(live -> ((Reading.OfGauge) live.total()).last())
        .sum();
  }

  /** There is one record, of this. */
  void hasOne(String route, String method, String statusClass) {
    awaitEnds(1);
    assertThat(runtime).counter(COUNT).isEqualTo(1);
    assertThat(runtime)
        .counter(COUNT, "route_id", route, "method", method, "status_class", statusClass)
        .isEqualTo(1);
    assertThat(runtime).histogram("http.request.duration_ms", "route_id", route).hasCount(1);
    assertThat(runtime).histogram("http.request.size_bytes", "route_id", route).hasCount(1);
    assertThat(runtime).histogram("http.response.size_bytes", "route_id", route).hasCount(1);
  }

  /** All that is told apart, as text. */
  static String textOf(MetricsRuntime runtime) {
    return runtime.snapshot().series().stream()
        .map(live -> live.series().name() + live.series().tags())
        .toList()
        .toString();
  }

  void hasSent(long bytes) {
    assertThat(runtime).histogram("http.response.size_bytes").hasSum(bytes);
  }

  void hasReceived(long bytes) {
    assertThat(runtime).histogram("http.request.size_bytes").hasSum(bytes);
  }

  /** Of what came, a container may have kept back what it could not hand over whole. */
  void hasReceivedAtMost(long bytes) {
    double sum =
        runtime.snapshot().series().stream()
            .filter(live -> live.series().name().equals("http.request.size_bytes"))
            .mapToDouble(live -> ((Reading.OfHistogram) live.total()).sum())
            .sum();
    org.assertj.core.api.Assertions.assertThat(sum).isBetween(0.0, (double) bytes);
  }

  /** Does something with a request. */
  interface Work {
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

package io.tallystick.benchmarks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tallystick.servlet.filter.FilterSettings;
import io.tallystick.servlet.filter.MetricsFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What does the filter add to a request?
 *
 * <p>The chain is empty and the request bare; the floor is the chain without a filter. The goals
 * are a microsecond and 100 B. The peer is a filter with one timer of Micrometer's, which measures
 * no sizes and nothing in flight, for a route that is told.
 *
 * <pre>{@code
 * java -jar metrics-benchmarks/target/benchmarks.jar FilterBenchmark -prof gc
 * }</pre>
 */
public class FilterBenchmark extends RecordingBenchmark {
  private static final String PATTERN = "/users/{id}/orders";

  /** Whether the pattern of the route is told, as by Spring, or made of the path. */
  @State(Scope.Benchmark)
  public static class Asked {
    @Param({"told", "made"})
    public String route = "told";

    BareExchange exchange() {
      return new BareExchange("/users/4711/orders", route.equals("told") ? PATTERN : null);
    }
  }

  /** One for each thread, as a container has them. */
  @State(Scope.Thread)
  public static class Exchange {
    @Nullable BareExchange request;
    @Nullable FilterChain chain;

    BareExchange of(Asked asked) {
      BareExchange there = request;
      if (there == null) {
        there = asked.exchange();
        request = there;
      }
      return there;
    }

    /** Made once, or its bytes would be counted; lets escape what it gets, as a real one would. */
    FilterChain chain(Blackhole hole) {
      FilterChain there = chain;
      if (there == null) {
        there =
            (asked, answer) -> {
              hole.consume(asked);
              hole.consume(answer);
            };
        chain = there;
      }
      return there;
    }
  }

  /** The runtime and the filter. */
  @State(Scope.Benchmark)
  public static class Ours {
    final MetricsFilter filter = new MetricsFilter(OurMetrics.start(), FilterSettings.standard());

    @TearDown
    public void stop() {
      OurMetrics.stop();
    }
  }

  /** Micrometer's timer in a filter. */
  @State(Scope.Benchmark)
  public static class Micrometer {
    final Filter filter = new TimerFilter(Peers.micrometer());
  }

  /** The floor. */
  @Benchmark
  public void emptyChain(Asked asked, Exchange exchange, Blackhole hole)
      throws ServletException, IOException {
    BareExchange request = exchange.of(asked);
    exchange.chain(hole).doFilter(request, request.response);
  }

  /** Ours. */
  @Benchmark
  public void ours(Ours ours, Asked asked, Exchange exchange, Blackhole hole)
      throws ServletException, IOException {
    BareExchange request = exchange.of(asked);
    ours.filter.doFilter(request, request.response, exchange.chain(hole));
  }

  /** Micrometer. */
  @Benchmark
  public void micrometer(Micrometer peer, Asked asked, Exchange exchange, Blackhole hole)
      throws ServletException, IOException {
    BareExchange request = exchange.of(asked);
    peer.filter.doFilter(request, request.response, exchange.chain(hole));
  }

  /** Times requests as a filter with Micrometer does. */
  private record TimerFilter(MeterRegistry registry) implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      Timer.Sample sample = Timer.start(registry);
      try {
        chain.doFilter(request, response);
      } finally {
        sample.stop(
            registry.timer(
                "http.server.requests",
                "uri",
                PATTERN,
                "method",
                ((HttpServletRequest) request).getMethod(),
                "status",
                Integer.toString(((HttpServletResponse) response).getStatus())));
      }
    }
  }
}

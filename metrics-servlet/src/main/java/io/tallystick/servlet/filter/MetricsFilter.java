package io.tallystick.servlet.filter;

import static java.util.Objects.requireNonNull;

import io.tallystick.Metrics;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures every request once: how many there are, how long they take, how large they and their
 * answers are, and how many are being answered. Map it first and to all paths; then it sees what
 * the other filters do, too.
 *
 * <p>Nothing that it does is seen by the application: exceptions pass as they are, and what goes
 * wrong in here is told to the log once.
 *
 * <pre>{@code
 * FilterRegistration.Dynamic filter =
 *     context.addFilter("metrics", new MetricsFilter(runtime.metrics(), FilterSettings.standard()));
 * filter.setAsyncSupported(true);
 * filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
 * }</pre>
 */
public final class MetricsFilter implements Filter {
  private static final Logger LOGGER = LoggerFactory.getLogger(MetricsFilter.class);

  private final Observation.Recorder recorder = this::end;
  private final boolean isOfWebXml;
  private Metrics metrics;
  private FilterSettings settings;
  private RequestMetrics recorded;
  private Routes routes;
  private volatile boolean hasComplained;

  /**
   * One for {@code web.xml}, which records through the runtime in the context's attribute {@code
   * io.tallystick.runtime} or, where there is none, through {@link Metrics#current()}.
   */
  public MetricsFilter() {
    this(Metrics.current(), FilterSettings.standard(), true);
  }

  /** One that records through these metrics. */
  public MetricsFilter(Metrics metrics, FilterSettings settings) {
    this(metrics, settings, false);
  }

  private MetricsFilter(Metrics metrics, FilterSettings settings, boolean isOfWebXml) {
    this.metrics = requireNonNull(metrics, "metrics");
    this.settings = requireNonNull(settings, "settings");
    this.isOfWebXml = isOfWebXml;
    this.recorded = new RequestMetrics(metrics, settings);
    this.routes = settings.routes();
  }

  /**
   * Takes over what {@code web.xml} says: {@code exclude} and {@code readingMethods} with commas
   * between what they list, {@code mostRoutes}, {@code statusCodes}, {@code clientHeader}, {@code
   * clientPrincipal}, {@code clientDetail}.
   */
  @Override
  public void init(FilterConfig config) {
    RuntimeOfContext runtime = RuntimeOfContext.in(config.getServletContext());
    if (isOfWebXml && runtime != null) {
      metrics = runtime.metrics();
    }
    settings =
        new FilterParameters(config)
            .applied(settings, runtime == null ? null : runtime.clientNames());
    recorded = new RequestMetrics(metrics, settings);
    routes = settings.routes();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer
        && isObserved(asked)) {
      observe(asked, answer, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Forwards, includes, errors and what is dispatched later belong to a request that was seen. */
  private boolean isObserved(HttpServletRequest request) {
    return isRecording()
        && request.getDispatcherType() == DispatcherType.REQUEST
        && !isObservedAlready(request)
        && !(settings.excludesAny() && settings.excludes(Routes.path(request)));
  }

  /** Such as by another filter like this one, which was registered by mistake. */
  private static boolean isObservedAlready(HttpServletRequest request) {
    return request instanceof Observation
        || (request instanceof ServletRequestWrapper outer
            && outer.isWrapperFor(Observation.class));
  }

  /** Where nobody records there is nothing to observe. */
  private boolean isRecording() {
    return metrics == Metrics.current() ? Metrics.isInstalled() : metrics != Metrics.noop();
  }

  private void observe(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Observation observation = new Observation(recorder, request, response, System.nanoTime());
    recorded.began();
    try {
      chain.doFilter(observation, observation.response());
    } catch (Throwable thrown) {
      observation.failed(thrown);
      throw thrown;
    } finally {
      observation.chainReturned();
    }
  }

  private void end(Observation observation) {
    try {
      observation.stop(System.nanoTime());
      HttpServletRequest request = observation.request();
      int status = observation.status();
      String client = client(request);
      recorded.record(
          routes.of(observation, status), request.getMethod(), status, client, observation);
    } catch (RuntimeException failure) {
      complain(failure);
    } finally {
      recorded.ended();
    }
  }

  private @Nullable String client(HttpServletRequest request) {
    Function<HttpServletRequest, @Nullable String> name = settings.clientName();
    return name == null ? null : name.apply(request);
  }

  /** Once: it may be so with every request. */
  private void complain(RuntimeException failure) {
    if (!hasComplained) {
      hasComplained = true;
      LOGGER.warn("A request could not be measured; more like it are not logged", failure);
    }
  }
}

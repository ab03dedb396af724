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
import org.jspecify.annotations.Nullable;

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
  private final Observation.Recorder recorder = this::end;
  private final Complaint complaint = new Complaint("A request could not be measured");
  private final boolean isOfWebXml;
  private Metrics metrics;
  private FilterSettings settings;
  private RequestMetrics recorded;
  private Routes routes;
  private ClientName clientName;
  private ClientLimits limits;

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
    this.clientName = settings.clientName();
    this.limits = settings.clientLimits();
  }

  /**
   * Takes over what {@code web.xml} says: {@code exclude} and {@code readingMethods} with commas
   * between what they list, {@code mostRoutes}, {@code statusCodes}, {@code clientHeader}, {@code
   * clientPrincipal}, {@code clientDetail}, {@code rateLimitHeader}, {@code
   * rateLimitRemainingHeader}.
   */
  @Override
  public void init(FilterConfig config) {
    RuntimeOfContext runtime = RuntimeOfContext.in(config.getServletContext());
    if (isOfWebXml && runtime != null) {
      metrics = runtime.metrics();
    }
    settings = new FilterParameters(config).applied(settings, runtime);
    recorded = new RequestMetrics(metrics, settings);
    routes = settings.routes();
    clientName = settings.clientName();
    limits = settings.clientLimits();
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
    Observation observation = observation(request, response);
    if (observation == null) {
      chain.doFilter(request, response);
      return;
    }
    recorded.began();
    try {
      chain.doFilter(observation, observation.response());
    } catch (Throwable thrown) {
      observation.failed(thrown);
      throw thrown;
    } finally {
      if (!observation.chainReturned()) {
        note(observation);
      }
    }
  }

  private @Nullable Observation observation(
      HttpServletRequest request, HttpServletResponse response) {
    try {
      return new Observation(recorder, request, response, System.nanoTime());
    } catch (RuntimeException failure) {
      complaint.about(failure);
      return null;
    }
  }

  /** What is known now, and may not be in the end. */
  private void note(Observation observation) {
    try {
      routes.askFramework(observation);
    } catch (RuntimeException failure) {
      complaint.about(failure);
    }
  }

  private void end(Observation observation) {
    try {
      observation.stop(System.nanoTime());
      HttpServletRequest request = observation.request();
      int status = observation.status();
      String client = clientName.of(request);
      recorded.record(
          routes.of(observation, status), request.getMethod(), status, client, observation);
      limits.observe(client, request, observation.response());
    } catch (RuntimeException failure) {
      complaint.about(failure);
    } finally {
      recorded.ended();
    }
  }
}

package io.tallystick.servlet;

import static java.util.Objects.requireNonNull;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.Endpoints;
import io.tallystick.servlet.http.RefusedRequest;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints in one servlet. Map it to the paths of {@link EndpointSettings}, or to any path
 * with all below it; then they are below that.
 *
 * <p>Named in {@code web.xml} it takes the runtime from the context's attribute {@value #RUNTIME},
 * which a listener of the application puts there. Without a runtime it answers 404.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic servlet =
 *     context.addServlet("metrics", new MetricsServlet(runtime, EndpointSettings.standard()));
 * servlet.addMapping("/metrics", "/admin/*");
 * }</pre>
 */
public final class MetricsServlet extends HttpServlet {
  /** The context's attribute that has the runtime. */
  public static final String RUNTIME = "io.tallystick.runtime";

  private static final long serialVersionUID = 1;

  /** Nothing is encoded in the paths of endpoints, so nothing has to be decoded. */
  private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_.~-]*)+");

  private final transient @Nullable MetricsRuntime given;
  private transient EndpointSettings settings;
  private transient @Nullable Endpoints endpoints;

  /** One for {@code web.xml}. */
  public MetricsServlet() {
    this.given = null;
    this.settings = EndpointSettings.standard();
  }

  /** One with a runtime. */
  public MetricsServlet(MetricsRuntime runtime, EndpointSettings settings) {
    this.given = requireNonNull(runtime, "runtime");
    this.settings = requireNonNull(settings, "settings");
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    settings = ServletParameters.applied(settings, config);
    Object there = given != null ? given : config.getServletContext().getAttribute(RUNTIME);
    endpoints =
        there instanceof MetricsRuntime runtime && runtime.isEnabled()
            ? EndpointTable.of(runtime, settings)
            : null;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = answer(request);
    try {
      send(request, response, answer);
    } catch (RefusedRequest late) {
      if (!response.isCommitted()) {
        response.reset();
        send(request, response, late.answer());
      }
    }
  }

  private Answer answer(HttpServletRequest request) {
    String path = path(request);
    Endpoints there = endpoints;
    return there == null || path == null
        ? RefusedRequest.of(404, "Not found", "There is nothing at this address.").answer()
        : there.answer(new ContainerRequest(request, path));
  }

  /** Below the context, or below what the servlet is mapped to where that is any path. */
  private @Nullable String path(HttpServletRequest request) {
    String uri = request.getRequestURI();
    if (!PLAIN_PATH.matcher(uri).matches() || uri.contains("..")) {
      return null;
    }
    String path = uri.substring(request.getContextPath().length());
    boolean isOwn = EndpointTable.begins(path, settings);
    return isOwn || request.getPathInfo() == null
        ? path
        : path.substring(Math.min(path.length(), request.getServletPath().length()));
  }

  private static void send(HttpServletRequest request, HttpServletResponse response, Answer answer)
      throws IOException {
    response.setStatus(answer.status());
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      response.setHeader(header.getKey(), header.getValue());
    }
    if (answer.length() >= 0) {
      response.setContentLengthLong(answer.length());
    }
    if (!request.getMethod().equals("HEAD") && answer.length() != 0) {
      answer.body().writeTo(response.getOutputStream());
    }
  }
}

package io.tallystick.servlet;

import static java.util.Objects.requireNonNull;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.servlet.http.Answer;
import io.tallystick.servlet.http.RefusedRequest;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints in one servlet. Map it to the paths of {@link EndpointSettings}, or to any path
 * with all below it; then they are below that.
 *
 * <p>Named in {@code web.xml} it takes the runtime from the context's attribute {@value #RUNTIME},
 * which a listener of the application puts there. Without a runtime it answers 404, and without the
 * core on the class path, too.
 *
 * <pre>{@code
 * ServletRegistration.Dynamic servlet =
 *     context.addServlet("metrics", new MetricsServlet(() -> runtime, EndpointSettings.standard()));
 * servlet.addMapping("/metrics", "/admin/*");
 * }</pre>
 */
public final class MetricsServlet extends HttpServlet {
  /** The context's attribute that has the runtime. */
  public static final String RUNTIME = "io.tallystick.runtime";

  private static final long serialVersionUID = 1;

  /** Not the runtime itself: a class that names one of the core is not even found without it. */
  private final transient @Nullable Supplier<MetricsRuntime> given;

  private final transient EndpointSettings settings;
  private transient volatile EndpointTable table = EndpointTable.NOTHING;

  /** One for {@code web.xml}. */
  public MetricsServlet() {
    this.given = null;
    this.settings = EndpointSettings.standard();
  }

  /** One with a runtime, which is asked for when the servlet is put into service. */
  public MetricsServlet(Supplier<MetricsRuntime> runtime, EndpointSettings settings) {
    this.given = requireNonNull(runtime, "runtime");
    this.settings = requireNonNull(settings, "settings");
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    EndpointSettings applied;
    try {
      applied = ServletParameters.applied(settings, config, System::getenv);
    } catch (IllegalArgumentException wrong) {
      throw new UnavailableException(String.valueOf(wrong.getMessage()));
    }
    Object there = given != null ? given.get() : config.getServletContext().getAttribute(RUNTIME);
    table =
        there instanceof MetricsRuntime runtime
            ? EndpointTable.of(runtime, applied)
            : EndpointTable.NOTHING;
  }

  /** Answers 404 from here on. */
  @Override
  public void destroy() {
    table = EndpointTable.NOTHING;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer = table.answer(new ContainerRequest(request, path(request)));
    try {
      send(response, answer);
    } catch (RefusedRequest late) {
      if (response.isCommitted()) {
        throw new IOException("The answer broke off: " + late.getMessage(), late);
      }
      response.reset();
      send(response, late.answer());
    }
  }

  /** Below the context, or below what the servlet is mapped to where that is any path. */
  private String path(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String path = uri.substring(Math.min(uri.length(), request.getContextPath().length()));
    boolean isWhole = request.getPathInfo() == null || table.begins(path);
    return isWhole ? path : below(request.getServletPath(), path);
  }

  /** What is encoded in the address differs from the path of the servlet, and then is not there. */
  private static String below(String mapped, String path) {
    return path.startsWith(mapped) ? path.substring(mapped.length()) : path;
  }

  private static void send(HttpServletResponse response, Answer answer) throws IOException {
    response.setStatus(answer.status());
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      response.setHeader(header.getKey(), header.getValue());
    }
    if (answer.length() >= 0) {
      response.setContentLengthLong(answer.length());
    }
    if (answer.isCarrying()) {
      answer.body().writeTo(response.getOutputStream());
    } else if (answer.length() < 0) {
      response.flushBuffer(); // or the container would say that the length is 0
    }
  }
}

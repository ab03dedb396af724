package io.tallystick.servlet.filter;

import jakarta.servlet.FilterConfig;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what {@code web.xml} says of the filter. */
final class FilterParameters {
  private static final Logger LOGGER = LoggerFactory.getLogger(MetricsFilter.class);

  private final FilterConfig config;

  FilterParameters(FilterConfig config) {
    this.config = config;
  }

  /**
   * The settings with all that is said.
   *
   * @param runtime says what is kept of the id of a client, and takes limits; null where there is
   *     none
   */
  FilterSettings applied(FilterSettings settings, @Nullable RuntimeOfContext runtime) {
    FilterSettings applied = settings.exclude(list("exclude"));
    String mostRoutes = config.getInitParameter("mostRoutes");
    if (mostRoutes != null) {
      applied = applied.mostRoutes(number(mostRoutes));
    }
    if (isTrue("statusCodes")) {
      applied = applied.statusCodes();
    }
    applied = applied.methods(applied.methods().reading(list("readingMethods")));
    return withLimits(withClient(applied, runtime), runtime);
  }

  private FilterSettings withClient(FilterSettings settings, @Nullable RuntimeOfContext runtime) {
    FilterSettings applied = isTrue("clientDetail") ? settings.clientDetail() : settings;
    String header = config.getInitParameter("clientHeader");
    if (header == null && !isTrue("clientPrincipal")) {
      return applied;
    }
    if (runtime == null) {
      return withoutRuntime(applied, header == null ? "clientPrincipal" : "clientHeader");
    }
    return header == null
        ? applied.clientFromPrincipal(runtime.clientNames())
        : applied.clientFromHeader(header.trim(), runtime.clientNames());
  }

  private FilterSettings withLimits(FilterSettings settings, @Nullable RuntimeOfContext runtime) {
    String limit = config.getInitParameter("rateLimitHeader");
    if (limit == null) {
      return settings;
    }
    if (runtime == null) {
      return withoutRuntime(settings, "rateLimitHeader");
    }
    String remaining = config.getInitParameter("rateLimitRemainingHeader");
    return settings.rateLimitFromHeaders(
        runtime.limits(), limit.trim(), remaining == null ? "" : remaining.trim());
  }

  /** Where it is switched off there is none, and an application runs without it. */
  private FilterSettings withoutRuntime(FilterSettings settings, String parameter) {
    Object there = config.getServletContext().getAttribute(RuntimeOfContext.ATTRIBUTE);
    if (there != null) {
      throw new IllegalArgumentException(
          "The filter's parameter %s needs a runtime, and the context's attribute %s is a %s: put"
                  .formatted(parameter, RuntimeOfContext.ATTRIBUTE, there.getClass().getName())
              + " a MetricsRuntime there, such as in a ServletContextListener.");
    }
    LOGGER.info(
        "The filter's parameter {} is ignored: no runtime is in the context's attribute {}",
        parameter,
        RuntimeOfContext.ATTRIBUTE);
    return settings;
  }

  private boolean isTrue(String name) {
    String text = config.getInitParameter(name);
    if (text == null || text.trim().equals("false")) {
      return false;
    }
    if (text.trim().equals("true")) {
      return true;
    }
    throw new IllegalArgumentException(
        "The filter's parameter %s is %s: write true or false.".formatted(name, text));
  }

  private String[] list(String name) {
    String text = config.getInitParameter(name);
    return text == null
        ? new String[0]
        : Arrays.stream(text.split(","))
            .map(String::trim)
            .filter(each -> !each.isEmpty())
            .toArray(String[]::new);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The filter's parameter mostRoutes is %s: give a whole number.".formatted(text), e);
    }
  }
}

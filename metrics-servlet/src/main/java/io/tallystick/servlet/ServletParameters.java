package io.tallystick.servlet;

import io.tallystick.servlet.http.AccessRule;
import io.tallystick.servlet.http.EndpointRules;
import jakarta.servlet.ServletConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code web.xml} says of the servlet. Several rules of access together allow whom any
 * of them allows. A name that means nothing is refused, since a rule that is not read guards
 * nothing.
 */
final class ServletParameters {
  private static final String METRICS = "metrics.path";
  private static final String HISTOGRAMS = "metrics.histograms";
  private static final String CREATED = "metrics.created";
  private static final String API = "api.path";
  private static final String TOKEN = "access.token.variable";
  private static final String ROLE = "access.role";
  private static final String ADDRESSES = "access.addresses";
  private static final String PROXIES = "proxies";
  private static final String SCRAPES = "scrapes.a.minute";
  private static final String CALLS = "calls.a.minute";
  static final Set<String> ALL =
      new TreeSet<>(
          Set.of(
              METRICS, HISTOGRAMS, CREATED, API, TOKEN, ROLE, ADDRESSES, PROXIES, SCRAPES, CALLS));
  private static final String OFF = "off";

  private final ServletConfig config;
  private final UnaryOperator<@Nullable String> environment;

  private ServletParameters(ServletConfig config, UnaryOperator<@Nullable String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /**
   * Settings with all that is said of them.
   *
   * @param environment where the token is; a secret does not belong into a file that lies in a
   *     repository
   * @throws IllegalArgumentException when something said cannot be used
   */
  static EndpointSettings applied(
      EndpointSettings settings,
      ServletConfig config,
      UnaryOperator<@Nullable String> environment) {
    for (String name : Collections.list(config.getInitParameterNames())) {
      if (!ALL.contains(name)) {
        throw new IllegalArgumentException(
            "MetricsServlet has the init parameter %s: use one of %s."
                .formatted(name, String.join(", ", ALL)));
      }
    }
    ServletParameters parameters = new ServletParameters(config, environment);
    return parameters.shown(parameters.placed(settings)).rules(parameters::guarded);
  }

  private EndpointSettings placed(EndpointSettings settings) {
    String metrics = config.getInitParameter(METRICS);
    String api = config.getInitParameter(API);
    EndpointSettings placed = settings;
    if (metrics != null) {
      placed = metrics.equals(OFF) ? placed.withoutMetrics() : placed.metricsAt(metrics);
    }
    if (api != null) {
      placed = api.equals(OFF) ? placed.withoutApi() : placed.apiBelow(api);
    }
    return placed;
  }

  private EndpointSettings shown(EndpointSettings settings) {
    EndpointSettings shown =
        isSecond(HISTOGRAMS, "buckets", "quantiles") ? settings.quantiles() : settings;
    return isSecond(CREATED, "false", "true") ? shown.createdTimes() : shown;
  }

  private boolean isSecond(String name, String first, String second) {
    String given = config.getInitParameter(name);
    if (given != null && !given.equals(first) && !given.equals(second)) {
      throw wrong(name, given, "give %s or %s".formatted(first, second));
    }
    return second.equals(given);
  }

  private EndpointRules guarded(EndpointRules rules) {
    AccessRule access = access();
    String proxies = config.getInitParameter(PROXIES);
    Integer scrapes = number(SCRAPES);
    Integer calls = number(CALLS);
    EndpointRules guarded = access == null ? rules : rules.all(access);
    guarded = proxies == null ? guarded : guarded.proxies(list(proxies));
    guarded = scrapes == null ? guarded : guarded.scrapesAMinute(scrapes);
    return calls == null ? guarded : guarded.callsAMinute(calls);
  }

  private @Nullable Integer number(String name) {
    String given = config.getInitParameter(name);
    if (given == null) {
      return null;
    }
    if (!given.matches("[0-9]{1,7}")) {
      throw wrong(name, given, "give a number from 1 to 1,000,000");
    }
    return Integer.valueOf(given);
  }

  private @Nullable AccessRule access() {
    List<AccessRule> rules = new ArrayList<>();
    String variable = config.getInitParameter(TOKEN);
    String role = config.getInitParameter(ROLE);
    String addresses = config.getInitParameter(ADDRESSES);
    if (variable != null) {
      rules.add(AccessRule.token("token", token(variable)));
    }
    if (role != null) {
      rules.add(AccessRule.role(role));
    }
    if (addresses != null) {
      rules.add(AccessRule.addresses(list(addresses)));
    }
    return rules.isEmpty() ? null : AccessRule.anyOf(rules.toArray(AccessRule[]::new));
  }

  private String token(String variable) {
    String token = environment.apply(variable);
    if (token == null) {
      throw wrong(TOKEN, variable, "there is no such environment variable, so set it to the token");
    }
    return token;
  }

  private static IllegalArgumentException wrong(String name, String value, String rule) {
    return new IllegalArgumentException("%s is %s: %s.".formatted(name, value, rule));
  }

  private static String[] list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::trim)
        .filter(each -> !each.isEmpty())
        .toArray(String[]::new);
  }
}

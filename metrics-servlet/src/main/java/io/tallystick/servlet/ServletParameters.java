package io.tallystick.servlet;

import io.tallystick.servlet.http.AccessRule;
import jakarta.servlet.ServletConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code web.xml} says of the servlet. Several rules of access together allow whom any
 * of them allows.
 */
final class ServletParameters {
  private static final String OFF = "off";

  private ServletParameters() {}

  static EndpointSettings applied(EndpointSettings settings, ServletConfig config) {
    EndpointSettings applied = settings;
    String metrics = config.getInitParameter("metrics.path");
    if (metrics != null) {
      applied = metrics.equals(OFF) ? applied.withoutMetrics() : applied.metricsAt(metrics);
    }
    String api = config.getInitParameter("api.path");
    if (api != null) {
      applied = api.equals(OFF) ? applied.withoutApi() : applied.apiBelow(api);
    }
    AccessRule access = access(config);
    if (access != null) {
      applied = applied.access(access);
    }
    String proxies = config.getInitParameter("proxies");
    if (proxies != null) {
      applied = applied.rules(rules -> rules.proxies(list(proxies)));
    }
    return applied;
  }

  private static @Nullable AccessRule access(ServletConfig config) {
    List<AccessRule> rules = new ArrayList<>();
    String tokenVariable = config.getInitParameter("access.token.variable");
    if (tokenVariable != null) {
      rules.add(AccessRule.token("token", token(tokenVariable)));
    }
    String role = config.getInitParameter("access.role");
    if (role != null) {
      rules.add(AccessRule.role(role));
    }
    String addresses = config.getInitParameter("access.addresses");
    if (addresses != null) {
      rules.add(AccessRule.addresses(list(addresses)));
    }
    return rules.isEmpty() ? null : AccessRule.anyOf(rules.toArray(AccessRule[]::new));
  }

  /** A secret does not belong into a file that lies in a repository. */
  private static String token(String variable) {
    String token = System.getenv(variable);
    if (token == null) {
      throw new IllegalArgumentException(
          ("access.token.variable is %s, but there is no such environment variable: set it to the"
                  + " token.")
              .formatted(variable));
    }
    return token;
  }

  private static String[] list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::trim)
        .filter(each -> !each.isEmpty())
        .toArray(String[]::new);
  }
}

package io.tallystick.servlet.filter;

import jakarta.servlet.FilterConfig;
import java.util.Arrays;

/** Reads what {@code web.xml} says of the filter. */
final class FilterParameters {
  private FilterParameters() {}

  static FilterSettings applied(FilterSettings settings, FilterConfig config) {
    FilterSettings applied = settings;
    String excluded = config.getInitParameter("exclude");
    if (excluded != null) {
      applied =
          applied.exclude(
              Arrays.stream(excluded.split(","))
                  .map(String::trim)
                  .filter(each -> !each.isEmpty())
                  .toArray(String[]::new));
    }
    String mostRoutes = config.getInitParameter("mostRoutes");
    if (mostRoutes != null) {
      applied = applied.mostRoutes(number(mostRoutes));
    }
    return Boolean.parseBoolean(config.getInitParameter("statusCodes"))
        ? applied.statusCodes()
        : applied;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The parameter mostRoutes of the filter is %s: give a whole number.".formatted(text), e);
    }
  }
}

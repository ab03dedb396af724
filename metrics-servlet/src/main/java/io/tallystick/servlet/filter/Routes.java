package io.tallystick.servlet.filter;

import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a request: what somebody who knows it says, or else what its servlet is mapped
 * to, or else a pattern made of its path. However many addresses there are, there are only so many
 * patterns; past them all are one.
 */
final class Routes {
  /** What an application may say itself. */
  static final String ATTRIBUTE = "io.tallystick.route";

  /** Of paths that nothing was found at; whoever looks for holes makes up thousands. */
  static final String UNMATCHED = "unmatched";

  /** Of paths past the bound. */
  static final String OTHER = "other";

  private static final String SPRING =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
  private static final int NOT_FOUND = 404;

  private final List<RouteResolver> resolvers;
  private final Bounded<String> patterns;

  Routes(List<RouteResolver> resolvers, int mostPatterns) {
    this.resolvers = List.copyOf(resolvers);
    this.patterns = new Bounded<>(mostPatterns);
  }

  /** The route of a request that was answered with a status. */
  String of(HttpServletRequest request, int status) {
    String stated = stated(request);
    if (stated != null) {
      return stated;
    }
    String mapped = mapped(request);
    if (mapped != null) {
      return mapped;
    }
    return status == NOT_FOUND ? UNMATCHED : bounded(PathPattern.of(path(request)));
  }

  private @Nullable String stated(HttpServletRequest request) {
    Object attribute = request.getAttribute(ATTRIBUTE);
    if (attribute instanceof String route && !route.isEmpty()) {
      return route;
    }
    for (RouteResolver resolver : resolvers) {
      String route = resolver.route(request);
      if (route != null && !route.isEmpty()) {
        return route;
      }
    }
    Object spring = request.getAttribute(SPRING);
    return spring == null || isCatchAll(spring.toString()) ? null : spring.toString();
  }

  /** What is mapped to all paths says nothing about this one. */
  private static boolean isCatchAll(String pattern) {
    return pattern.isEmpty() || pattern.equals("/**") || pattern.equals("/*");
  }

  private static @Nullable String mapped(HttpServletRequest request) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    MappingMatch match = mapping.getMappingMatch();
    boolean saysSomething =
        match == MappingMatch.EXACT
            || match == MappingMatch.EXTENSION
            || (match == MappingMatch.PATH && !isCatchAll(mapping.getPattern()));
    return saysSomething ? mapping.getPattern() : null;
  }

  /** Without the context's path, which is the same for all; decoded, and without parameters. */
  private static String path(HttpServletRequest request) {
    String servlet = request.getServletPath();
    String info = request.getPathInfo();
    String path = info == null ? servlet : servlet + info;
    return path.isEmpty() ? "/" : path;
  }

  private String bounded(String pattern) {
    return patterns.has(pattern) ? pattern : OTHER;
  }
}

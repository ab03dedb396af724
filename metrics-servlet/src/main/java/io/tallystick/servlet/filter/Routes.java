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

  /** Of paths that never were served; whoever looks for holes makes up thousands. */
  static final String UNMATCHED = "unmatched";

  /** Of paths past the bound. */
  static final String OTHER = "other";

  private static final String SPRING =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  private static final String SPRING_HANDLER =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingHandler";

  /** Only what is annotated says itself which paths it takes. */
  private static final String SPRING_METHOD = "org.springframework.web.method.HandlerMethod";

  private final List<RouteResolver> resolvers;
  private final PathPatterns patterns = new PathPatterns();
  private final Bounded<String> known;
  private final Complaint complaint = new Complaint("A resolver of routes failed");

  Routes(List<RouteResolver> resolvers, int mostPatterns) {
    this.resolvers = List.copyOf(resolvers);
    this.known = new Bounded<>(mostPatterns);
  }

  /** Whether what a servlet is mapped to says something about a request that it got. */
  static boolean isTelling(@Nullable HttpServletMapping mapping) {
    if (mapping == null) {
      return false;
    }
    MappingMatch match = mapping.getMappingMatch();
    return match == MappingMatch.EXACT
        || match == MappingMatch.EXTENSION
        || (match == MappingMatch.PATH && !isCatchAll(mapping.getPattern()));
  }

  /** Without the context's path, which is the same for all; decoded, and without parameters. */
  static String path(HttpServletRequest request) {
    String servlet = request.getServletPath();
    String info = request.getPathInfo();
    String path = info == null ? servlet : servlet.isEmpty() ? info : servlet + info;
    return path.isEmpty() ? "/" : path;
  }

  /** The route of a request that was answered with a status. */
  String of(Observation observation, int status) {
    String stated = stated(observation.request());
    if (stated != null) {
      return stated;
    }
    askFramework(observation);
    if (observation.isPattern()) {
      return observation.place();
    }
    String pattern = patterns.of(observation.place());
    boolean isServed = Outcome.isServed(status);
    return known.has(pattern, isServed) ? pattern : isServed ? OTHER : UNMATCHED;
  }

  private @Nullable String stated(HttpServletRequest request) {
    Object attribute = request.getAttribute(ATTRIBUTE);
    if (attribute instanceof String route && !route.isEmpty()) {
      return route;
    }
    for (RouteResolver resolver : resolvers) {
      String route = resolved(resolver, request);
      if (route != null && !route.isEmpty()) {
        return route;
      }
    }
    return null;
  }

  /**
   * Lets the framework tell where a request is, unless it did. To be asked as soon as the chain
   * came back: of an answer that comes later and fails, it tells the page of errors in the end.
   */
  void askFramework(Observation observation) {
    if (observation.isTold()) {
      return;
    }
    Object told = observation.request().getAttribute(SPRING);
    String place = told == null ? "" : told.toString();
    if (!isCatchAll(place)) {
      observation.told(place, isPattern(observation, place));
    }
  }

  /** Spring tells the path itself where a handler is there for all paths. */
  private static boolean isPattern(Observation observation, String told) {
    boolean hasVariables = told.indexOf('{') >= 0 || told.indexOf('*') >= 0;
    if (hasVariables && !told.equals(observation.place())) {
      return true;
    }
    Object handler = observation.request().getAttribute(SPRING_HANDLER);
    return handler != null && handler.getClass().getName().equals(SPRING_METHOD);
  }

  private @Nullable String resolved(RouteResolver resolver, HttpServletRequest request) {
    try {
      return resolver.route(request);
    } catch (RuntimeException failure) {
      complaint.about(failure);
      return null;
    }
  }

  /** What is mapped to all paths says nothing about this one. */
  private static boolean isCatchAll(String pattern) {
    return pattern.isEmpty() || pattern.equals("/**") || pattern.equals("/*");
  }
}

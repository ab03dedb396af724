package io.tallystick.servlet.filter;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says which route a request took: a pattern that many addresses share, never the address itself.
 *
 * <pre>{@code
 * RouteResolver ours = request -> (String) request.getAttribute("our.router.pattern");
 * }</pre>
 */
@FunctionalInterface
public interface RouteResolver {
  /**
   * The pattern, or null when this resolver does not know it. Called once, when the request was
   * answered, by the thread that ends it.
   */
  @Nullable String route(HttpServletRequest request);
}

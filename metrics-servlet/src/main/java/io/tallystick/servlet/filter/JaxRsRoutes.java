package io.tallystick.servlet.filter;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the filter which template of JAX-RS a request matched. Register the class with the
 * application; nothing else of this library needs JAX-RS.
 *
 * <p>The template is made of the {@code Path}s of the class and of the method, so it begins below
 * what the application itself is mapped to. Of a resource that another resource hands out, the
 * {@code Path} of the method that did so is not known; then ids in the matched path are folded in
 * front of what is known. Where a request fails before its resource is found, none is told.
 *
 * <pre>{@code
 * ResourceConfig application = new ResourceConfig(Users.class, JaxRsRoutes.class);
 * }</pre>
 */
public final class JaxRsRoutes implements ContainerRequestFilter {
  /** More than an application has methods; whoever makes up classes ends here. */
  private static final int MOST_TEMPLATES = 10_000;

  private final Map<Matched, String> templates = new ConcurrentHashMap<>();
  private final PathPatterns patterns = new PathPatterns();

  @Context private @Nullable ResourceInfo resource;

  /** For JAX-RS, which makes one. */
  public JaxRsRoutes() {}

  @Override
  public void filter(ContainerRequestContext request) {
    ResourceInfo matched = resource;
    Method method = matched == null ? null : matched.getResourceMethod();
    if (matched == null || method == null) {
      return;
    }
    Class<?> type = matched.getResourceClass();
    Path ofClass = JaxRsAnnotations.ofClass(type);
    String known = known(new Matched(type, method), ofClass);
    request.setProperty(
        Routes.ATTRIBUTE, ofClass == null ? joined(foundBelow(request, known), known) : known);
  }

  /** The template or, where the resource has no path of its own, the end of it. */
  private String known(Matched matched, @Nullable Path ofClass) {
    String there = templates.get(matched);
    if (there == null) {
      Path own = JaxRsAnnotations.ofMethod(matched.resource(), matched.method());
      there = joined(ofClass == null ? "" : ofClass.value(), own == null ? "" : own.value());
      if (templates.size() < MOST_TEMPLATES) {
        templates.put(matched, there);
      }
    }
    return there;
  }

  /**
   * A resource without a path of its own was handed out by another, whose ids are folded. JAX-RS
   * lists what matched, the deepest first.
   */
  private String foundBelow(ContainerRequestContext request, String own) {
    List<String> matched = request.getUriInfo().getMatchedURIs();
    String outer =
        matched.isEmpty() ? "" : matched.get(own.equals("/") ? 0 : matched.size() > 1 ? 1 : 0);
    return patterns.of(joined(outer, ""));
  }

  private static String joined(String first, String second) {
    StringBuilder all = new StringBuilder();
    for (String each : List.of(first, second)) {
      String bare = each.startsWith("/") ? each.substring(1) : each;
      bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
      if (!bare.isEmpty()) {
        all.append('/').append(bare);
      }
    }
    return all.isEmpty() ? "/" : all.toString();
  }

  /** Classes inherit methods, and each has a path of its own. */
  private record Matched(Class<?> resource, Method method) {}
}

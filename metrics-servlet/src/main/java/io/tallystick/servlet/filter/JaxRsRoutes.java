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

  private final Map<Method, String> templates = new ConcurrentHashMap<>();

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
    Path ofClass = annotated(matched.getResourceClass());
    request.setProperty(
        Routes.ATTRIBUTE,
        ofClass == null ? foundBelow(request, method) : template(ofClass, method));
  }

  private String template(Path ofClass, Method method) {
    String there = templates.get(method);
    if (there == null) {
      there = joined(ofClass.value(), ownPath(method));
      if (templates.size() < MOST_TEMPLATES) {
        templates.put(method, there);
      }
    }
    return there;
  }

  /**
   * A resource without a path of its own was handed out by another, whose ids are folded. JAX-RS
   * lists what matched, the deepest first.
   */
  private static String foundBelow(ContainerRequestContext request, Method method) {
    String own = ownPath(method);
    List<String> matched = request.getUriInfo().getMatchedURIs();
    String outer =
        matched.isEmpty() ? "" : matched.get(own.isEmpty() ? 0 : matched.size() > 1 ? 1 : 0);
    return joined(PathPattern.of(joined(outer, "")), own);
  }

  private static String ownPath(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  /** Annotations of a class may stand on what it extends, as where it is a proxy of one. */
  private static @Nullable Path annotated(@Nullable Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Path path = each.getAnnotation(Path.class);
      if (path != null) {
        return path;
      }
      for (Class<?> contract : each.getInterfaces()) {
        Path inherited = contract.getAnnotation(Path.class);
        if (inherited != null) {
          return inherited;
        }
      }
    }
    return null;
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
}

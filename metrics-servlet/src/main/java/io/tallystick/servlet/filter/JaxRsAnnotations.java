package io.tallystick.servlet.filter;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the {@code Path}s of resources, also those that they inherit. */
final class JaxRsAnnotations {
  private static final String JAX_RS = "jakarta.ws.rs.";

  private JaxRsAnnotations() {}

  /** Annotations of a class may stand on what it extends, as where it is a proxy of one. */
  static @Nullable Path ofClass(Class<?> type) {
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

  /**
   * A method without an annotation of JAX-RS has all those of the method that it overrides or
   * implements; one with any has its own alone.
   */
  static @Nullable Path ofMethod(Class<?> resource, Method method) {
    Method annotated = isAnnotated(method) ? method : inherited(resource, method);
    return annotated == null ? null : annotated.getAnnotation(Path.class);
  }

  private static @Nullable Method inherited(@Nullable Class<?> type, Method method) {
    if (type == null) {
      return null;
    }
    Method found = declared(type, method);
    if (found == null) {
      found = inherited(type.getSuperclass(), method);
    }
    for (Class<?> contract : type.getInterfaces()) {
      if (found == null) {
        found = inherited(contract, method);
      }
    }
    return found;
  }

  private static @Nullable Method declared(Class<?> type, Method method) {
    Method found = null;
    for (Method each : type.getDeclaredMethods()) {
      boolean isTheSame = Arrays.equals(each.getParameterTypes(), method.getParameterTypes());
      if ((found == null || isTheSame) && isAnnotated(each) && mayBe(each, method)) {
        found = each;
      }
    }
    return found;
  }

  /** A parameter of an inherited method may be of a wider type, as where it is a variable. */
  private static boolean mayBe(Method inherited, Method method) {
    Class<?>[] wide = inherited.getParameterTypes();
    Class<?>[] narrow = method.getParameterTypes();
    boolean isIt = inherited.getName().equals(method.getName()) && wide.length == narrow.length;
    for (int i = 0; isIt && i < wide.length; i++) {
      isIt = wide[i].isAssignableFrom(narrow[i]);
    }
    return isIt;
  }

  private static boolean isAnnotated(Method method) {
    return Stream.concat(
            Arrays.stream(method.getAnnotations()),
            Arrays.stream(method.getParameterAnnotations()).flatMap(Arrays::stream))
        .map(Annotation::annotationType)
        .anyMatch(
            type ->
                type.getName().startsWith(JAX_RS) || type.isAnnotationPresent(HttpMethod.class));
  }
}

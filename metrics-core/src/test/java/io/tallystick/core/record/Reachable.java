package io.tallystick.core.record;

import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All objects that can be reached from one: through every field of the project's classes, and
 * through what collections, maps, arrays and references of the JDK hold.
 */
public final class Reachable {
  /** What an object that is no array is taken to hold of its own, about. */
  private static final long OBJECT_BYTES = 32;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> toVisit = new ArrayDeque<>();

  private Reachable() {}

  /** Goes through all that one object leads to. */
  public static Reachable from(Object root) {
    Reachable reachable = new Reachable();
    reachable.add(root);
    while (!reachable.toVisit.isEmpty()) {
      reachable.visit(reachable.toVisit.pop());
    }
    return reachable;
  }

  /** Whether any text holds this one. */
  boolean holdsText(String part) {
    return seen.stream().anyMatch(each -> each instanceof String text && text.contains(part));
  }

  long count(Class<?> type) {
    return seen.stream().filter(type::isInstance).count();
  }

  /** About how much memory they take: arrays and texts by their length, all others alike. */
  public long bytes() {
    return seen.stream().mapToLong(Reachable::bytes).sum();
  }

  private static long bytes(Object object) {
    if (object instanceof String text) {
      return OBJECT_BYTES + text.length();
    }
    Class<?> element = object.getClass().getComponentType();
    return element == null
        ? OBJECT_BYTES
        : OBJECT_BYTES + (long) Array.getLength(object) * elementBytes(element);
  }

  private static int elementBytes(Class<?> element) {
    return element == long.class || element == double.class
        ? Long.BYTES
        : element == byte.class || element == boolean.class ? Byte.BYTES : Integer.BYTES;
  }

  private void add(@Nullable Object object) {
    if (object != null && seen.add(object)) {
      toVisit.push(object);
    }
  }

  private void visit(Object object) {
    if (object instanceof Object[] array) {
      Arrays.asList(array).forEach(this::add);
    } else if (object instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(key);
            add(value);
          });
    } else if (object instanceof Collection<?> collection) {
      collection.forEach(this::add);
    } else if (object instanceof Reference<?> reference) {
      add(reference.get());
    } else if (object instanceof AtomicReference<?> reference) {
      add(reference.get());
    } else if (object.getClass().getName().startsWith("io.tallystick.")) {
      visitFields(object, object.getClass());
    }
  }

  private void visitFields(Object object, @Nullable Class<?> type) {
    if (type == null || type == Object.class) {
      return;
    }
    for (Field field : type.getDeclaredFields()) {
      if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
        add(read(object, field));
      }
    }
    visitFields(object, type.getSuperclass());
  }

  private static @Nullable Object read(Object object, Field field) {
    if (field.getDeclaringClass().isEnum() || object instanceof Enum<?>) {
      return null;
    }
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(field.toString(), e);
    }
  }

  /** What the private field of an object holds. */
  static Object fieldOf(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return java.util.Objects.requireNonNull(read(object, field));
        }
      }
    }
    throw new AssertionError("No field " + name);
  }
}

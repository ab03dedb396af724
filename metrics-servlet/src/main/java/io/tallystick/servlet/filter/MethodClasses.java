package io.tallystick.servlet.filter;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which methods read and which write: GET, HEAD, OPTIONS and TRACE read, all others write, unless
 * an application does something else with one. Immutable.
 *
 * <pre>{@code
 * MethodClasses classes = MethodClasses.standard().reading("POST"); // it only searches
 * classes.of("POST"); // READ
 * }</pre>
 */
public final class MethodClasses {
  /** What a method does to that which it is asked for. */
  public enum MethodClass {
    /** It leaves it as it is. */
    READ,
    /** It may change it. */
    WRITE
  }

  private static final MethodClasses STANDARD =
      new MethodClasses(Set.of("GET", "HEAD", "OPTIONS", "TRACE"));

  private final Set<String> reading;

  private MethodClasses(Set<String> reading) {
    this.reading = Set.copyOf(reading);
  }

  /** As HTTP means the methods. */
  public static MethodClasses standard() {
    return STANDARD;
  }

  /** Methods that read, too. */
  public MethodClasses reading(String... methods) {
    Set<String> more = new HashSet<>(reading);
    more.addAll(upperCase(methods));
    return new MethodClasses(more);
  }

  /** Methods that write, too. */
  public MethodClasses writing(String... methods) {
    Set<String> fewer = new HashSet<>(reading);
    fewer.removeAll(upperCase(methods));
    return new MethodClasses(fewer);
  }

  /** What a method does, by the name that requests and the tag {@code method} have. */
  public MethodClass of(String method) {
    return reading.contains(method) ? MethodClass.READ : MethodClass.WRITE;
  }

  private static Set<String> upperCase(String... methods) {
    Set<String> all = new HashSet<>();
    Arrays.stream(methods).map(each -> each.trim().toUpperCase(Locale.ROOT)).forEach(all::add);
    return all;
  }
}

package io.tallystick.core;

import io.tallystick.GaugeRegistration;
import io.tallystick.Measured;
import io.tallystick.Work;
import io.tallystick.instrument.ClientHash;
import io.tallystick.instrument.EmailMetrics;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Makes every typed call of {@code io.tallystick.instrument}, with every combination of samples for
 * its parameters: all constants of an enum, work that succeeds and work that throws. The classes
 * are found on the class path, so that none can be forgotten.
 */
final class EveryHelperCall {
  private static final Class<?> ANY_OF_THEM = EmailMetrics.class;
  private static final String SUFFIX = "Metrics.class";
  private static final IllegalStateException BROKEN = new IllegalStateException("broken");

  private final Map<Class<?>, List<?>> samples = new HashMap<>();
  private final boolean isOfNulls;

  EveryHelperCall(ClientHash client) {
    this(client, false);
  }

  private EveryHelperCall(ClientHash client, boolean isOfNulls) {
    this.isOfNulls = isOfNulls;
    samples.put(String.class, List.of("sample"));
    samples.put(ClientHash.class, List.of(client));
    samples.put(long.class, List.of(5L));
    samples.put(int.class, List.of(2, 3, 5, 10, 11, 200, 404));
    samples.put(double.class, List.of(0.5));
    samples.put(Duration.class, List.of(Duration.ofMillis(5)));
    samples.put(DoubleSupplier.class, List.of((DoubleSupplier) () -> 7));
    samples.put(DataSource.class, List.of(new JdbcDataSource()));
    samples.put(Work.class, List.<Work<?>>of(() -> {}, EveryHelperCall::breaks));
    samples.put(
        Measured.class,
        List.<Measured<?, ?>>of(() -> true, () -> false, EveryHelperCall::neverAnswers));
  }

  /**
   * Each recording call with a null for whatever can be one, but for the work: without that there
   * is nothing to do. A supplier is no part of recording, and registering one takes no nulls; nor
   * does wrapping a data source.
   */
  static EveryHelperCall withNulls() {
    return new EveryHelperCall(ClientHash.none(), true);
  }

  /** Gives samples for one more type of parameter. */
  EveryHelperCall with(Class<?> type, Object... values) {
    samples.put(type, List.of(values));
    return this;
  }

  void makeAll() throws ReflectiveOperationException, IOException, URISyntaxException {
    for (Method call : calls()) {
      if (isOfNulls && (isRegistration(call) || isWrapping(call))) {
        continue;
      }
      for (Object[] arguments : combinations(call)) {
        make(call, arguments);
      }
    }
  }

  /**
   * The public static methods of all classes whose names end in {@code Metrics}. Those that
   * register a supplier come first: the end of a registration takes away what the gauge was set to
   * before.
   */
  static List<Method> calls() throws ReflectiveOperationException, IOException, URISyntaxException {
    List<Method> calls = new ArrayList<>();
    for (String name : classNames()) {
      for (Method method : Class.forName(name).getDeclaredMethods()) {
        int modifiers = method.getModifiers();
        if (Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers)) {
          calls.add(method);
        }
      }
    }
    calls.sort(Comparator.comparing(call -> !isRegistration(call)));
    return calls;
  }

  /** From a directory of classes or, when the module was packaged before, from its jar. */
  private static List<String> classNames() throws IOException, URISyntaxException {
    Path place = Path.of(ANY_OF_THEM.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return classNames(place);
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return classNames(jar.getPath("/"));
    }
  }

  private static List<String> classNames(Path root) throws IOException {
    String room = ANY_OF_THEM.getPackageName();
    try (Stream<Path> files = Files.list(root.resolve(room.replace('.', '/')))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> room + "." + name.substring(0, name.length() - ".class".length()))
          .sorted()
          .toList();
    }
  }

  private List<Object[]> combinations(Method call) {
    List<Object[]> combinations = Collections.singletonList(new Object[0]);
    for (Class<?> type : call.getParameterTypes()) {
      List<Object[]> longer = new ArrayList<>();
      for (Object[] start : combinations) {
        for (Object sample : samples(type, call)) {
          Object[] arguments = Arrays.copyOf(start, start.length + 1);
          arguments[start.length] = sample;
          longer.add(arguments);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private List<?> samples(Class<?> type, Method call) {
    if (isOfNulls && !type.isPrimitive() && !Measured.class.isAssignableFrom(type)) {
      return Collections.singletonList(null);
    }
    List<?> known = type.isEnum() ? List.of(type.getEnumConstants()) : samples.get(type);
    if (known == null) {
      throw new IllegalStateException(
          "There is no sample of %s, which %s takes: give one by with(...)."
              .formatted(type.getName(), call));
    }
    return known;
  }

  private static boolean isRegistration(Method call) {
    return call.getReturnType() == GaugeRegistration.class;
  }

  private static boolean isWrapping(Method call) {
    return DataSource.class.isAssignableFrom(call.getReturnType());
  }

  private static void make(Method call, Object[] arguments) throws ReflectiveOperationException {
    try {
      if (call.invoke(null, arguments) instanceof GaugeRegistration registration) {
        registration.close();
      }
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() != BROKEN) {
        throw new IllegalStateException(
            call + " with " + Arrays.toString(arguments) + " throws", thrown.getCause());
      }
    }
  }

  private static void breaks() {
    throw BROKEN;
  }

  private static Object neverAnswers() {
    throw BROKEN;
  }
}

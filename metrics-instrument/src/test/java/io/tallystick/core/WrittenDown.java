package io.tallystick.core;

import io.tallystick.GaugeRegistration;
import io.tallystick.Installation;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A runtime for tests that stands behind {@link Metrics#current()} and writes down each call, such
 * as {@code count email.send.error 1 {type=reset}}. It lies in the runtime's package, since nothing
 * else may install itself.
 */
public final class WrittenDown implements InvocationHandler, AutoCloseable {
  private final List<String> lines = new ArrayList<>();
  private final Metrics metrics =
      (Metrics)
          Proxy.newProxyInstance(
              Metrics.class.getClassLoader(), new Class<?>[] {Metrics.class}, this);
  private final Installation installation = Installation.install(metrics);

  /** What was called so far; forgotten with this. */
  public List<String> lines() {
    List<String> soFar = List.copyOf(lines);
    lines.clear();
    return soFar;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    Object[] given = args == null ? new Object[0] : args;
    if (method.getDeclaringClass() == Object.class) {
      return method.getName().equals("equals") ? proxy == given[0] : (Object) hashCode();
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, given);
    }
    lines.add(method.getName() + " " + text(given));
    return method.getReturnType() == GaugeRegistration.class ? new Registration() : null;
  }

  private static String text(Object[] args) {
    StringBuilder text = new StringBuilder(String.valueOf(args[0]));
    int next = 1;
    if (args.length > 1 && args[1] instanceof Number amount) {
      text.append(' ').append(amount);
      next++;
    }
    if (args.length > next && args[next] instanceof Tags tags) {
      return text + " " + tags + (args.length > next + 1 ? " " + asked(args[next + 1]) : "");
    }
    Map<String, String> tags = new TreeMap<>();
    for (; next < args.length; next += 2) {
      tags.put((String) args[next], String.valueOf(args[next + 1]));
    }
    return tags.isEmpty() ? text.toString() : text + " " + tags;
  }

  private static String asked(Object last) {
    return last instanceof DoubleSupplier supplier
        ? Double.toString(supplier.getAsDouble())
        : String.valueOf(last);
  }

  @Override
  public void close() {
    installation.close();
  }

  private static final class Registration implements GaugeRegistration {
    @Override
    public boolean replacedEarlier() {
      return false;
    }

    @Override
    public void close() {}
  }
}

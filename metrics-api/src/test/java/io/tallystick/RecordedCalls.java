package io.tallystick;

import io.tallystick.guard.Decision;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A runtime for tests: writes down each call, on itself and on the handles that it gave out. */
final class RecordedCalls implements InvocationHandler {
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Set<List<Object>> suppliers = new HashSet<>();
  private final Metrics metrics = proxy(Metrics.class, this);

  Metrics metrics() {
    return metrics;
  }

  List<String> calls() {
    return List.copyOf(calls);
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
    String call = text(method, given);
    if (method.getReturnType().isInterface()) {
      return handle(method.getReturnType(), call, given);
    }
    calls.add(call);
    return method.getReturnType() == Decision.class ? Decision.accepted() : null;
  }

  private Object handle(Class<?> type, String maker, Object[] given) {
    if (type == GaugeRegistration.class) {
      boolean replaced = !suppliers.add(List.of(given[0], given[1]));
      calls.add("register " + given[0] + given[1]);
      return registration(maker, replaced);
    }
    return proxy(
        type,
        (proxy, method, args) -> {
          if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
          }
          calls.add(maker + "." + text(method, args == null ? new Object[0] : args));
          return null;
        });
  }

  private GaugeRegistration registration(String maker, boolean replaced) {
    return new GaugeRegistration() {
      @Override
      public boolean replacedEarlier() {
        return replaced;
      }

      @Override
      public void close() {
        calls.add("unregister");
      }
    };
  }

  static String text(Method method, Object... args) {
    return method.getName() + Arrays.toString(args);
  }

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}

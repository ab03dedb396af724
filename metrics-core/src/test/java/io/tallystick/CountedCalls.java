package io.tallystick;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A runtime for stress cases: counts the calls on itself and on the handles that it gave out. */
final class CountedCalls implements InvocationHandler {
  private final AtomicLong durations = new AtomicLong();
  private final AtomicLong increments = new AtomicLong();
  private final Metrics metrics = proxy(Metrics.class);

  Metrics metrics() {
    return metrics;
  }

  long durations() {
    return durations.get();
  }

  long increments() {
    return increments.get();
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) {
    switch (method.getName()) {
      case "duration" -> durations.getAndIncrement();
      case "increment" -> increments.getAndIncrement();
      case "counter" -> {
        return proxy(Counter.class);
      }
      default -> throw new IllegalArgumentException("No stress case expects " + method);
    }
    return null;
  }

  private <T> T proxy(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }
}

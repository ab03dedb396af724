package io.tallystick;

import io.tallystick.guard.Decision;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A runtime for tests with many threads: counts the calls on itself and on the handles that it gave
 * out.
 */
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
      case "equals" -> {
        return args != null && proxy == args[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(proxy);
      }
      case "describe" -> {
        return Decision.accepted();
      }
      default -> throw new IllegalArgumentException("No test expects " + method);
    }
    return null;
  }

  private <T> T proxy(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }
}

package io.tallystick.instrument.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * Stands before one object of a driver. A proxy, so that methods of a later JDBC pass by
 * themselves, default ones as the driver has them.
 *
 * @param <T> the interface of {@code java.sql} that the object is used by
 */
abstract class TimedHandler<T> implements InvocationHandler {
  final T delegate;

  /** What the application gets to see instead of the delegate. */
  final T self;

  TimedHandler(Class<T> type, T delegate) {
    this.delegate = delegate;
    this.self =
        type.cast(
            Proxy.newProxyInstance(
                TimedHandler.class.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public final @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return answer(method, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  /** What the application is answered; calls that are not special go to {@link #pass}. */
  abstract @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException, SQLException;

  /** Calls the driver, and answers what is asked of every wrapper. */
  final @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException, SQLException {
    if (arguments == null || arguments.length != 1) {
      return method.invoke(delegate, arguments);
    }
    Object argument = arguments[0];
    return switch (method.getName()) {
      case "equals" -> Bare.isSame(delegate, argument);
      case "unwrap" -> Bare.unwrap((Wrapper) delegate, (Class<?>) argument);
      case "isWrapperFor" -> Bare.isWrapperFor((Wrapper) delegate, (Class<?>) argument);
      default -> method.invoke(delegate, arguments);
    };
  }
}

package io.tallystick.instrument.sql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Builds connections whose statements are timed. */
final class ConnectionBuilderHandler extends TimedHandler<ConnectionBuilder> {
  private final StatementTimes times;

  private ConnectionBuilderHandler(ConnectionBuilder delegate, StatementTimes times) {
    super(ConnectionBuilder.class, delegate);
    this.times = times;
  }

  /** A wrapper; null for null. */
  static @Nullable ConnectionBuilder wrap(
      @Nullable ConnectionBuilder delegate, StatementTimes times) {
    return delegate == null ? null : new ConnectionBuilderHandler(delegate, times).self;
  }

  @Override
  @Nullable Object answer(Method method, @Nullable Object @Nullable [] arguments)
      throws InvocationTargetException, IllegalAccessException, SQLException {
    Object answer = pass(method, arguments);
    if (answer == delegate) {
      return self;
    }
    if (answer instanceof ConnectionBuilder builder) {
      return wrap(builder, times);
    }
    return answer instanceof Connection made ? ConnectionHandler.wrap(made, times) : answer;
  }
}

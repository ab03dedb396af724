package io.tallystick.benchmarks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A driver that does nothing, so that only what stands before it is measured. */
final class IdleDriver implements InvocationHandler {
  private final Connection connection = idle(Connection.class);
  private final PreparedStatement statement = idle(PreparedStatement.class);
  private final ResultSet rows = idle(ResultSet.class);

  DataSource dataSource() {
    return idle(DataSource.class);
  }

  private <T> T idle(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(IdleDriver.class.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getConnection" -> connection;
      case "prepareStatement" -> statement;
      case "executeQuery" -> rows;
      case "next", "execute" -> true;
      case "getInt" -> 7;
      case "getString" -> "seven";
      default -> null;
    };
  }
}

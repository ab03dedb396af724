package io.tallystick.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A {@code DataSource} and what it leads to, of which a test says how they answer. */
final class StandIns {
  private StandIns() {}

  /** Opens a connection, or does not. */
  interface Opening {
    Connection open() throws SQLException;
  }

  /** What is done in place of a method, or before it. */
  interface Answer {
    /** Null lets the real one answer. */
    Object to(String method, Object[] arguments) throws SQLException;
  }

  static DataSource source(Opening opening) {
    return answering(
        DataSource.class,
        null,
        (method, arguments) -> {
          if (method.equals("getConnection")) {
            return opening.open();
          }
          throw new UnsupportedOperationException(method);
        });
  }

  /** Asks the answer first, and the target where it has none. */
  static <T> T answering(Class<T> type, T target, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answered = answer.to(method.getName(), arguments);
              if (answered != null || target == null) {
                return answered;
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}

package io.tallystick.instrument.sql;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/** What lies under a wrapper of ours, and what it is willing to be unwrapped to. */
final class Bare {
  private Bare() {}

  /** The driver's object under a wrapper of ours; anything else as it is. */
  static @Nullable Object of(@Nullable Object other) {
    if (other instanceof TimedResultSet timed) {
      return timed.rows;
    }
    if (other instanceof TimedDataSource timed) {
      return timed.bare();
    }
    if (other != null
        && Proxy.isProxyClass(other.getClass())
        && Proxy.getInvocationHandler(other) instanceof TimedHandler<?> handler) {
      return handler.delegate;
    }
    return other;
  }

  /** What the driver unwraps to; where it refuses, the driver's own object if that is one. */
  static <T> T unwrap(Wrapper delegate, Class<T> type) throws SQLException {
    try {
      return delegate.unwrap(type);
    } catch (SQLException | RuntimeException | AbstractMethodError refused) {
      if (isOne(delegate, type)) {
        return type.cast(delegate);
      }
      throw refused;
    }
  }

  /** Whether {@link #unwrap} gives something. */
  static boolean isWrapperFor(Wrapper delegate, Class<?> type) throws SQLException {
    return delegate.isWrapperFor(type) || isOne(delegate, type);
  }

  private static boolean isOne(Wrapper delegate, @Nullable Class<?> type) {
    return type != null && type.isInstance(delegate);
  }
}

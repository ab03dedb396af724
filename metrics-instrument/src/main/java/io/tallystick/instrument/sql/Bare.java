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
    TimedHandler<?> handler = handler(other);
    return handler == null ? other : handler.delegate;
  }

  /** Whether it is a wrapper of ours, which is not to be wrapped again. */
  static boolean isOurs(Object other) {
    return other instanceof TimedResultSet || handler(other) != null;
  }

  private static @Nullable TimedHandler<?> handler(@Nullable Object other) {
    return other != null
            && Proxy.isProxyClass(other.getClass())
            && Proxy.getInvocationHandler(other) instanceof TimedHandler<?> handler
        ? handler
        : null;
  }

  /** The wrapper's object again where both are wrappers of ours; nothing else is equal to one. */
  static boolean isSame(Object delegate, @Nullable Object other) {
    Object bare = of(other);
    return bare != other && delegate.equals(bare);
  }

  /**
   * What the driver unwraps to; where it refuses, the driver's own object if that is one. A driver
   * that cannot even say whether it wraps one, since it is closed perhaps, is not spoken for.
   */
  static <T> T unwrap(Wrapper delegate, Class<T> type) throws SQLException {
    try {
      return delegate.unwrap(type);
    } catch (SQLException | RuntimeException refused) {
      if (isOne(delegate, type) && answers(delegate, type)) {
        return type.cast(delegate);
      }
      throw refused;
    } catch (AbstractMethodError old) { // a driver from before JDBC 4
      if (isOne(delegate, type)) {
        return type.cast(delegate);
      }
      throw old;
    }
  }

  /** Whether {@link #unwrap} gives something. */
  static boolean isWrapperFor(Wrapper delegate, Class<?> type) throws SQLException {
    try {
      return delegate.isWrapperFor(type) || isOne(delegate, type);
    } catch (AbstractMethodError old) {
      if (isOne(delegate, type)) {
        return true;
      }
      throw old;
    }
  }

  private static boolean answers(Wrapper delegate, Class<?> type) {
    try {
      delegate.isWrapperFor(type);
      return true;
    } catch (SQLException | RuntimeException | AbstractMethodError refused) {
      return false;
    }
  }

  private static boolean isOne(Wrapper delegate, @Nullable Class<?> type) {
    return type != null && type.isInstance(delegate);
  }
}

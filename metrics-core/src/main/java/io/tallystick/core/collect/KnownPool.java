package io.tallystick.core.collect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of one of the well-known libraries, asked through the public methods that these have had
 * for years, so that none of them has to be on the class path.
 */
final class KnownPool implements PoolFigures {
  private static final List<String> NAMES =
      List.of(
          "com.zaxxer.hikari.HikariDataSource",
          "org.apache.commons.dbcp2.BasicDataSource",
          "org.apache.tomcat.jdbc.pool.DataSource");

  private static final String HIKARI_BEAN = "getHikariPoolMXBean";

  private final DataSource source;
  private final boolean isHikari;

  private KnownPool(DataSource source, boolean isHikari) {
    this.source = source;
    this.isHikari = isHikari;
  }

  static KnownPool of(DataSource source) {
    KnownPool known = recognised(source);
    if (known == null) {
      known = behind(source);
    }
    if (known == null) {
      throw new IllegalArgumentException(
          "The data source %s is no pool of HikariCP, DBCP 2 or Tomcat JDBC: give PoolFigures."
              .formatted(source.getClass().getName()));
    }
    return known;
  }

  private static @Nullable KnownPool recognised(DataSource source) {
    if (method(source, HIKARI_BEAN) != null) {
      return new KnownPool(source, true);
    }
    return method(source, "getNumActive") != null && method(source, "getNumIdle") != null
        ? new KnownPool(source, false)
        : null;
  }

  /** The pool behind a wrapper, which has to be asked for by its class. */
  private static @Nullable KnownPool behind(DataSource wrapper) {
    return Stream.of(
            wrapper.getClass().getClassLoader(), Thread.currentThread().getContextClassLoader())
        .filter(Objects::nonNull)
        .distinct()
        .flatMap(loader -> NAMES.stream().map(name -> behind(wrapper, name, loader)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable KnownPool behind(DataSource wrapper, String name, ClassLoader loader) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      return wrapper.isWrapperFor(type) && wrapper.unwrap(type) instanceof DataSource pool
          ? recognised(pool)
          : null;
    } catch (ClassNotFoundException | LinkageError | SQLException | RuntimeException isNone) {
      return null;
    }
  }

  @Override
  public int active() {
    return isHikari ? ofHikari("getActiveConnections") : ask(source, "getNumActive");
  }

  @Override
  public int idle() {
    return isHikari ? ofHikari("getIdleConnections") : ask(source, "getNumIdle");
  }

  @Override
  public int pending() {
    return isHikari ? ofHikari("getThreadsAwaitingConnection") : ask(source, "getWaitCount");
  }

  @Override
  public int max() {
    if (isHikari) {
      return ask(source, "getMaximumPoolSize");
    }
    int ofDbcp = ask(source, "getMaxTotal");
    return ofDbcp >= 0 ? ofDbcp : ask(source, "getMaxActive");
  }

  /** The bean is there once the first connection was asked for. */
  private int ofHikari(String method) {
    Object bean = call(source, HIKARI_BEAN);
    return bean == null ? -1 : ask(bean, method);
  }

  private static int ask(Object of, String method) {
    return call(of, method) instanceof Integer answer ? answer : -1;
  }

  private static @Nullable Object call(Object of, String name) {
    Method method = method(of, name);
    try {
      return method == null ? null : method.invoke(of);
    } catch (IllegalAccessException notOpen) {
      return null;
    } catch (InvocationTargetException failed) {
      throw new IllegalStateException(
          "%s of %s failed: %s".formatted(name, of.getClass().getName(), failed.getCause()),
          failed.getCause());
    }
  }

  /** A public method of a public type. */
  private static @Nullable Method method(Object of, String name) {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      Method found = declared(type, name);
      if (found != null) {
        return found;
      }
      for (Class<?> contract : type.getInterfaces()) {
        found = declared(contract, name);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Method declared(Class<?> type, String name) {
    try {
      return Modifier.isPublic(type.getModifiers()) ? type.getMethod(name) : null;
    } catch (NoSuchMethodException
        | LinkageError hasNone) { // some other method may name what is missing
      return null;
    }
  }
}

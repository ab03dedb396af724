package io.tallystick.core.rollup;

import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.RequestTable;
import io.tallystick.spi.StorageBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Consumer;

/** A backend of which every call can fail, before it does anything or after it did. */
final class FailingBackend extends ForwardingBackend {
  private final BucketStore buckets;
  private final ControlStore control;
  private final PointStore points;
  private final Optional<RequestTable> requests;

  private FailingBackend(
      StorageBackend target,
      BucketStore buckets,
      ControlStore control,
      PointStore points,
      Optional<RequestTable> requests) {
    super(target);
    this.buckets = buckets;
    this.control = control;
    this.points = points;
    this.requests = requests;
  }

  /** A backend with other buckets. */
  static StorageBackend of(StorageBackend target, BucketStore buckets) {
    return new FailingBackend(
        target, buckets, target.control(), target.points(), target.requests());
  }

  /** A backend with another table of requests, or none. */
  static StorageBackend with(StorageBackend target, Optional<RequestTable> requests) {
    return new FailingBackend(
        target, target.buckets(), target.control(), target.points(), requests);
  }

  /**
   * A backend whose calls are announced, by the name of their method; what is thrown there is
   * thrown by the call.
   */
  static StorageBackend of(StorageBackend target, Consumer<String> before, Consumer<String> after) {
    return new FailingBackend(
        target,
        announced(BucketStore.class, target.buckets(), before, after),
        announced(ControlStore.class, target.control(), before, after),
        announced(PointStore.class, target.points(), before, after),
        target.requests().map(table -> announced(RequestTable.class, table, before, after)));
  }

  private static <T> T announced(
      Class<T> door, T target, Consumer<String> before, Consumer<String> after) {
    Object proxy =
        Proxy.newProxyInstance(
            door.getClassLoader(),
            new Class<?>[] {door},
            (itself, method, arguments) -> {
              before.accept(method.getName());
              Object result = call(target, method, arguments);
              after.accept(method.getName());
              return result;
            });
    return door.cast(proxy);
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  @Override
  public BucketStore buckets() {
    return buckets;
  }

  @Override
  public ControlStore control() {
    return control;
  }

  @Override
  public PointStore points() {
    return points;
  }

  @Override
  public Optional<RequestTable> requests() {
    return requests;
  }
}

package io.tallystick.core.derived;

import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.ControlStore;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriteOutcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store that fails once at a place that a test chooses. */
final class FaultyStore extends ForwardingBackend {
  /** Where it fails, or what else comes between. */
  enum Fault {
    NONE,
    BEFORE_THE_NOTE,
    AFTER_THE_NOTE,
    BEFORE_THE_BUCKETS,
    AFTER_THE_BUCKETS,
    OTHERS_COUNT_MEANWHILE
  }

  private final StorageBackend target;
  private final ControlStore control;
  private final BucketStore buckets;
  private Fault next = Fault.NONE;
  private Runnable others = () -> {};

  FaultyStore(StorageBackend target) {
    super(target);
    this.target = target;
    this.control =
        (ControlStore)
            Proxy.newProxyInstance(
                FaultyStore.class.getClassLoader(),
                new Class<?>[] {ControlStore.class},
                (proxy, method, arguments) -> {
                  boolean isNote = method.getName().equals("putNote");
                  if (isNote) {
                    betweenReadingAndNoting();
                    failAt(Fault.BEFORE_THE_NOTE);
                  }
                  try {
                    return method.invoke(target.control(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  } finally {
                    if (isNote) {
                      failAt(Fault.AFTER_THE_NOTE);
                    }
                  }
                });
    this.buckets =
        new ForwardingBuckets(target.buckets()) {
          @Override
          public WriteOutcome write(Batch batch) {
            failAt(Fault.BEFORE_THE_BUCKETS);
            WriteOutcome outcome = super.write(batch);
            failAt(Fault.AFTER_THE_BUCKETS);
            return outcome;
          }
        };
  }

  void failNext(Fault fault, Runnable whoElseCounts) {
    next = fault;
    others = whoElseCounts;
  }

  private void betweenReadingAndNoting() {
    if (next == Fault.OTHERS_COUNT_MEANWHILE) {
      next = Fault.NONE;
      others.run();
    }
  }

  private void failAt(Fault place) {
    if (next == place) {
      next = Fault.NONE;
      throw StorageException.temporary("It fails " + place, null);
    }
  }

  @Override
  public ControlStore control() {
    return control;
  }

  @Override
  public BucketStore buckets() {
    return buckets;
  }

  StorageBackend target() {
    return target;
  }
}

package io.tallystick.core.deliver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A listener that does what the test says: takes, throws or hangs. */
final class Stub implements AlertListener {
  final List<String> taken = new CopyOnWriteArrayList<>();
  final List<String> tried = new CopyOnWriteArrayList<>();
  final CountDownLatch opened = new CountDownLatch(1);
  private final Semaphore begun = new Semaphore(0);
  private final String name;
  private volatile @Nullable Throwable failure;
  private volatile boolean hangs;

  Stub(String name) {
    this.name = name;
  }

  static Stub failing(String name) {
    return new Stub(name).fails(new IllegalStateException("it is broken"));
  }

  Stub fails(@Nullable Throwable with) {
    failure = with;
    return this;
  }

  Stub hangs(boolean whether) {
    hangs = whether;
    return this;
  }

  /** Waits until another attempt has begun. */
  boolean hasBegun() throws InterruptedException {
    return begun.tryAcquire(20, TimeUnit.SECONDS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void alert(AlertMessage message) throws Exception {
    tried.add(message.eventId());
    begun.release();
    if (hangs) {
      opened.await();
    }
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (Exception) thrown;
    }
    taken.add(message.eventId());
  }
}

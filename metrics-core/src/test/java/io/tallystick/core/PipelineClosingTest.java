package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of the stages, when something throws or hangs on the way. */
class PipelineClosingTest {
  private final OwnThreads threads = new OwnThreads();
  private final TestClock clock = new TestClock();
  private final KeptBackend backend = new KeptBackend(clock);
  private volatile boolean isBroken;
  private volatile Duration taken = Duration.ZERO;

  @AfterEach
  void everyThreadIsGone() throws InterruptedException {
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
  }

  private static Pipeline pipeline(KeptBackend backend, Supplier<Moment> clock) {
    RuntimeOptions options =
        RuntimeOptions.resolve(
            OptionSources.NONE, new OptionValues(), Runtime.getRuntime().maxMemory());
    return new Pipeline(options, backend, clock);
  }

  private Moment unlessBroken() {
    if (isBroken) {
      throw new InternalError("of a clock");
    }
    return clock.get();
  }

  @Test
  void anErrorInTheLastReadLeavesNoThreadAndNoOpenStore() throws InterruptedException {
    Pipeline pipeline = pipeline(backend, this::unlessBroken);
    pipeline.metrics().count("orders.count", 5);
    pipeline.tick();
    pipeline.start();
    isBroken = true;
    catchThrowable(() -> pipeline.close(System.nanoTime()));

    assertThat(OwnThreads.areGone(threads.since())).isTrue();
    assertThat(backend.timesClosed()).isEqualTo(1);
    assertThat(backend.counted("orders.count")).isEqualTo(5);
  }

  @Test
  void anErrorOfTheStoreLeavesItClosed() {
    backend.beforeWrite(
        () -> {
          throw new InternalError("of a driver");
        });
    Pipeline pipeline = pipeline(backend, clock);
    pipeline.metrics().count("orders.count", 5);
    pipeline.close(System.nanoTime());

    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  @Test
  void interruptsThatArriveMeanwhileLoseNothingAndAreSeenAfterwards() {
    Pipeline pipeline = pipeline(backend, clock);
    pipeline.metrics().count("orders.count", 5);
    Thread closer = Thread.currentThread();
    backend.beforeWrite(() -> interruptManyTimes(closer));
    pipeline.close(System.nanoTime());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(backend.counted("orders.count")).isEqualTo(5);
    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  /** Each time when it waits again; ends when it is interrupted itself. */
  private static void interruptManyTimes(Thread closer) {
    for (int time = 0; time < 100; time++) {
      PipelineTest.requireWaiting(closer);
      closer.interrupt();
    }
    PipelineTest.requireWaiting(closer);
  }

  @Test
  @Tag("slow")
  void closingIsBoundedWhenATickHangsWithWhatItHasLocked() throws InterruptedException {
    ClosingTime.requireAsPromised(this::closeWhileATickHangs);
  }

  private Duration closeWhileATickHangs() throws InterruptedException {
    Hanging drain = new Hanging();
    AtomicInteger asked = new AtomicInteger();
    KeptBackend itsBackend = new KeptBackend(clock);
    Supplier<Moment> itsClock =
        () -> {
          boolean isTick = Thread.currentThread().getName().equals("ticker");
          if (isTick && asked.incrementAndGet() == 2) { // by the drain, in the aggregate's monitor
            drain.hang();
          }
          return clock.get();
        };
    Pipeline pipeline = pipeline(itsBackend, itsClock);
    pipeline.metrics().count("orders.count", 5);
    Thread ticker = drain.begin("ticker", pipeline::tick);
    Thread closer = new Thread(() -> timed(() -> pipeline.close(System.nanoTime())), "closer");
    closer.start();
    closer.join(TimeUnit.SECONDS.toMillis(60));
    drain.release();
    ticker.join();
    closer.join();

    assertThat(OwnThreads.areGone(threads.since())).isTrue();
    assertThat(itsBackend.timesClosed()).isEqualTo(1);
    return taken;
  }

  private void timed(Runnable closing) {
    taken = ClosingTime.of(closing);
  }

  @Test
  @Tag("slow")
  void closingIsBoundedWhenEverythingHangs() throws InterruptedException {
    ClosingTime.requireAsPromised(this::closeWhileEverythingHangs);
  }

  private Duration closeWhileEverythingHangs() throws InterruptedException {
    Hanging write = new Hanging();
    Hanging supplier = new Hanging();
    Hanging end = new Hanging();
    KeptBackend itsBackend = new KeptBackend(clock).beforeWrite(write::hang).beforeClose(end::hang);
    Pipeline pipeline = pipeline(itsBackend, clock);
    pipeline.metrics().count("orders.count", 5);
    pipeline.metrics().gauge("queue.depth", supplier::hangThenZero);
    pipeline.tick();
    Thread writer = write.begin("writer", pipeline::store);
    Thread asker = supplier.begin("asker", pipeline::poll);
    Duration its = ClosingTime.of(() -> pipeline.close(System.nanoTime()));
    List.of(write, supplier, end).forEach(Hanging::release);
    writer.join();
    asker.join();

    assertThat(OwnThreads.areGone(threads.since())).isTrue();
    assertThat(itsBackend.timesClosed()).isEqualTo(1);
    return its;
  }

  /** Something that hears no interrupt and goes on when it is released. */
  private static final class Hanging {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Starts a thread and waits until it hangs here. */
    Thread begin(String name, Runnable work) throws InterruptedException {
      Thread thread = new Thread(work, name);
      thread.start();
      assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
      return thread;
    }

    void hang() {
      entered.countDown();
      boolean isReleased = false;
      while (!isReleased) {
        try {
          isReleased = released.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException unheard) {
          isReleased = released.getCount() == 0;
        }
      }
    }

    double hangThenZero() {
      hang();
      return 0;
    }

    void release() {
      released.countDown();
    }
  }
}

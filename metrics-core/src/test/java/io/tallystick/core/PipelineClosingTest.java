package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
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
  private final KeptBackend backend = new KeptBackend();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean isBroken;

  @AfterEach
  void everyThreadIsGone() throws InterruptedException {
    release.countDown();
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
  }

  private Pipeline pipeline(Supplier<Moment> itsClock) {
    RuntimeOptions options =
        RuntimeOptions.resolve(
            OptionSources.NONE, new OptionValues(), Runtime.getRuntime().maxMemory());
    return new Pipeline(options, backend, itsClock);
  }

  private Moment unlessBroken() {
    if (isBroken) {
      throw new InternalError("of a clock");
    }
    return clock.get();
  }

  @Test
  void anErrorInTheLastReadLeavesNoThreadAndNoOpenStore() throws InterruptedException {
    Pipeline pipeline = pipeline(this::unlessBroken);
    pipeline.metrics().count("orders.count", 5);
    pipeline.tick();
    pipeline.start();
    isBroken = true;
    catchThrowable(pipeline::close);

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
    Pipeline pipeline = pipeline(clock);
    pipeline.metrics().count("orders.count", 5);
    pipeline.close();

    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  @Test
  @Tag("slow")
  void closingIsBoundedWhenATickHangsWithWhatItHasLocked() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch hangs = new CountDownLatch(1);
    Supplier<Moment> itsClock =
        () -> {
          boolean isTick = Thread.currentThread().getName().equals("ticker");
          if (isTick && asked.incrementAndGet() == 2) { // of the drain, in the aggregate's monitor
            hangs.countDown();
            awaitRelease();
          }
          return clock.get();
        };
    Pipeline pipeline = pipeline(itsClock);
    pipeline.metrics().count("orders.count", 5);
    Thread ticker = new Thread(pipeline::tick, "ticker");
    ticker.start();
    assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
    Thread closer = new Thread(pipeline::close, "closer");
    closer.start();
    closer.join(MetricsRuntimeTest.MOST_TO_CLOSE.toMillis());
    boolean isClosed = !closer.isAlive();
    int timesClosed = backend.timesClosed();
    release.countDown();
    ticker.join();
    closer.join();

    assertThat(isClosed).isTrue();
    assertThat(timesClosed).isEqualTo(1);
  }

  @Test
  void interruptsThatArriveMeanwhileLoseNothingAndAreSeenAfterwards() {
    Pipeline pipeline = pipeline(clock);
    pipeline.metrics().count("orders.count", 5);
    Thread closer = Thread.currentThread();
    backend.beforeWrite(() -> interruptManyTimes(closer));
    pipeline.close();

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

  /** Hears no interrupt. */
  private void awaitRelease() {
    boolean isReleased = false;
    while (!isReleased) {
      try {
        isReleased = release.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException unheard) {
        isReleased = release.getCount() == 0;
      }
    }
  }

  @Test
  @Tag("slow")
  void closingIsBoundedWhenEverythingHangs() throws InterruptedException {
    CountDownLatch writes = new CountDownLatch(1);
    backend.beforeWrite(
        () -> {
          writes.countDown();
          awaitRelease();
        });
    backend.beforeClose(this::awaitRelease);
    Pipeline pipeline = pipeline(() -> new Moment(System.currentTimeMillis(), System.nanoTime()));
    pipeline.metrics().count("orders.count", 5);
    pipeline.metrics().gauge("queue.depth", this::hang);
    pipeline.tick();
    Thread writer = new Thread(pipeline::store, "writer");
    writer.start();
    assertThat(writes.await(60, TimeUnit.SECONDS)).isTrue();
    Thread asker = new Thread(pipeline::poll, "asker");
    asker.start();
    long start = System.nanoTime();
    pipeline.close();
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    release.countDown();
    writer.join();
    asker.join();

    assertThat(taken).isLessThan(MetricsRuntimeTest.MOST_TO_CLOSE);
    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  private double hang() {
    awaitRelease();
    return 0;
  }
}

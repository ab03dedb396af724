package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tallystick.Tags;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.record.LateCall;
import io.tallystick.core.record.LogLines;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The stages without their threads: the test moves time and data. */
class PipelineTest {
  private final TestClock clock = new TestClock();
  private final KeptBackend backend = new KeptBackend(clock);
  private final OptionValues values =
      new OptionValues()
          .set(Options.SOURCE, "service:api")
          .set(Options.TAGS, Tags.of("region", "eu"))
          .set(Options.STRICT, true);

  private Pipeline pipeline() {
    return pipeline(clock);
  }

  private Pipeline pipeline(Supplier<Moment> itsClock) {
    RuntimeOptions options =
        RuntimeOptions.resolve(OptionSources.NONE, values, Runtime.getRuntime().maxMemory());
    return new Pipeline(options, backend, itsClock);
  }

  private double live(Pipeline pipeline, String name) {
    return pipeline.snapshot().series().stream()
        .filter(one -> one.series().name().equals(name))
        .map(LiveSeries::total)
        .mapToDouble(total -> ((Reading.OfCounter) total).sum())
        .sum();
  }

  @Test
  void whatIsRecordedIsReadBackExactly() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 3, "status", "paid");
    pipeline.metrics().gauge("pool.active", 4);
    pipeline.metrics().histogram("upload.size_bytes", 70);
    clock.pass(Duration.ofSeconds(10));
    pipeline.tick();
    pipeline.store();

    OwnedBucket orders = backend.read("orders.count").get(0);
    assertThat(orders.bucket().state()).isEqualTo(CounterState.ofWhole(3));
    assertThat(orders.bucket().start()).isEqualTo(Instant.ofEpochMilli(TestClock.START_MILLIS));
    assertThat(orders.series().source()).isEqualTo("service:api");
    assertThat(orders.series().tags()).isEqualTo(Tags.of("region", "eu", "status", "paid"));
    assertThat(((GaugeState) backend.read("pool.active").get(0).bucket().state()).last())
        .isEqualTo(4);
    HistogramState sizes =
        (HistogramState) backend.read("upload.size_bytes").get(0).bucket().state();
    assertThat(List.of(sizes.sum(), sizes.min(), sizes.max())).containsExactly(70.0, 70.0, 70.0);
  }

  @Test
  void anHourOfTicksStoresEveryMinuteAndLosesNothing() {
    Pipeline pipeline = pipeline();
    for (int tick = 0; tick < 360; tick++) {
      pipeline.metrics().count("orders.count", tick);
      clock.pass(Duration.ofSeconds(10));
      pipeline.tick();
      pipeline.store();
    }

    assertThat(backend.read("orders.count")).hasSize(60);
    assertThat(backend.counted("orders.count")).isEqualTo(359 * 360 / 2.0);
    assertThat(live(pipeline, "orders.count")).isEqualTo(359 * 360 / 2.0);
  }

  @Test
  void itsOwnMetricsAreStoredTooAndPassTheGuards() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count");
    for (int tick = 0; tick < 3; tick++) {
      clock.pass(Duration.ofSeconds(10));
      pipeline.tick();
      pipeline.store();
    }

    assertThat(backend.counted("tallystick.flush.rows.count")).isPositive();
    assertThat(backend.read("tallystick.flush.duration_ms")).isNotEmpty();
    assertThat(backend.read("tallystick.series.active")).isNotEmpty();
    assertThat(backend.read("tallystick.backlog.buckets")).isNotEmpty();
    assertThat(backend.read("tallystick.guard.rejected.count")).isEmpty();
  }

  @Test
  void theFinestGranularityIsThatOfTheOptions() {
    values.set(Options.FINEST_GRANULARITY, Granularity.FIVE_MINUTES);
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count");
    clock.pass(Duration.ofSeconds(50));
    pipeline.tick();
    pipeline.store();

    long width = Duration.ofMinutes(5).toMillis();
    assertThat(pipeline.snapshot().startMillis()).isEqualTo(TestClock.START_MILLIS / width * width);
    assertThat(backend.read("orders.count")).isEmpty(); // which looks at buckets of a minute
  }

  @Test
  void suppliersAreAskedWhenThePollIsAndNotByTheTick() {
    Pipeline pipeline = pipeline();
    int[] asked = new int[1];
    pipeline.metrics().gauge("queue.depth", () -> ++asked[0]);
    pipeline.tick();
    assertThat(asked[0]).isZero();
    pipeline.poll();
    pipeline.poll();
    pipeline.tick();
    pipeline.store();

    assertThat(asked[0]).isEqualTo(2);
    assertThat(((GaugeState) backend.read("queue.depth").get(0).bucket().state()).last())
        .isEqualTo(2);
  }

  @Test
  void whatTheTickNotesIsLoggedByTheStoresThread() {
    Pipeline pipeline = pipeline();
    clock.pass(Duration.ofSeconds(70));
    pipeline.tick();
    clock.pass(Duration.ofSeconds(-61));
    LogLines.take("io.tallystick.core.aggregate.");
    pipeline.tick();
    assertThat(LogLines.take("io.tallystick.core.aggregate.")).isEmpty();

    pipeline.store();
    assertThat(LogLines.take("io.tallystick.core.aggregate."))
        .singleElement()
        .asString()
        .contains("61 s");
  }

  @Test
  void aTickThatFailsIsLoggedByTheStoresThreadToo() {
    AtomicBoolean isBroken = new AtomicBoolean();
    Pipeline pipeline = pipeline(() -> isBroken.get() ? broken() : clock.get());
    LogLines.take(Pipeline.class.getName());
    isBroken.set(true);
    pipeline.tickOrNote();
    isBroken.set(false);
    assertThat(LogLines.take(Pipeline.class.getName())).isEmpty();

    pipeline.store();
    pipeline.store();
    assertThat(LogLines.take(Pipeline.class.getName()))
        .singleElement()
        .asString()
        .contains("could not be read", "of a clock");
  }

  private static Moment broken() {
    throw new InternalError("of a clock");
  }

  @Test
  void whatIsRecordedBeforeTheStartIsOfTheMinuteOfTheStart() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 5);
    pipeline.snapshot();
    clock.pass(Duration.ofMinutes(5));
    pipeline.start();
    pipeline.close(System.nanoTime());

    assertThat(backend.read("orders.count"))
        .singleElement()
        .extracting(one -> one.bucket().start())
        .isEqualTo(Instant.ofEpochMilli(TestClock.START_MILLIS).plus(Duration.ofMinutes(5)));
    assertThat(backend.counted("orders.count")).isEqualTo(5);
  }

  @Test
  void aClockThatIsSetBackBeforeTheStartMakesNoOtherWriter() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 5);
    clock.pass(Duration.ofHours(-1));
    pipeline.start();
    pipeline.close(System.nanoTime());

    assertThat(pipeline.snapshot().incarnation()).isZero();
    assertThat(backend.counted("orders.count")).isEqualTo(5);
  }

  @Test
  void closingWritesTheLastSamplesAndClosesTheStore() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 5);
    pipeline.close(System.nanoTime());

    assertThat(backend.counted("orders.count")).isEqualTo(5);
    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  @Test
  void closingWritesWhatCameLateToASeriesThatWent() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 5);
    LateCall call = LateCall.on(pipeline.metrics(), "orders.count");
    for (int minute = 0; minute < 62; minute++) {
      clock.pass(Duration.ofMinutes(1));
      pipeline.tick();
      pipeline.store();
    }
    assertThat(live(pipeline, "orders.count")).isZero();
    call.count(3);
    pipeline.close(System.nanoTime());

    assertThat(backend.counted("orders.count")).isEqualTo(8);
  }

  @Test
  void nothingIsRecordedAfterClosing() {
    Pipeline pipeline = pipeline();
    pipeline.close(System.nanoTime());
    pipeline.recording(true);
    pipeline.metrics().count("orders.count", 5);

    assertThat(live(pipeline, "orders.count")).isZero();
  }

  @Test
  void theStoreIsClosedAlsoWhenItsLastWriteFails() {
    backend.beforeWrite(
        () -> {
          throw new IllegalStateException("The driver has a fault.");
        });
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 5);
    pipeline.close(System.nanoTime());

    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  @Test
  void aStoreThatCannotBeClosedDoesNotStopTheClosing() {
    backend.beforeClose(
        () -> {
          throw StorageException.permanent("The file is gone.", null);
        });
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 5);

    assertThatCode(() -> pipeline.close(System.nanoTime())).doesNotThrowAnyException();
    assertThat(backend.counted("orders.count")).isEqualTo(5);
  }

  @Test
  void whoeverClosesMayHaveBeenInterruptedBefore() {
    Pipeline pipeline = pipeline();
    pipeline.metrics().count("orders.count", 5);
    Thread closer = Thread.currentThread();
    backend.beforeWrite(() -> requireWaiting(closer));
    closer.interrupt();
    pipeline.close(System.nanoTime());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(backend.counted("orders.count")).isEqualTo(5);
    assertThat(backend.timesClosed()).isEqualTo(1);
  }

  /** A write that goes on once it is waited for, and ends when it is interrupted. */
  static void requireWaiting(Thread closer) {
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      if (Thread.interrupted()) {
        throw StorageException.temporary("The write was interrupted.", null);
      }
      Thread.yield();
    }
  }
}

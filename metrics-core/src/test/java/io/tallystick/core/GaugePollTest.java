package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.GaugeRegistration;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.record.LogLines;
import io.tallystick.core.record.PointSettings;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The poll's threads have their next step in an hour: the test asks, and moves the clock. */
class GaugePollTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestClock clock = new TestClock();
  private final Recording recording =
      new Recording(
          new RecordingSettings(
              GuardLimits.standard(),
              CardinalityLimit.standard(),
              TenantLimits.standard(),
              32_000_000,
              64_000_000,
              2,
              false,
              () -> clock.get().elapsedNanos(),
              Tags.empty(),
              tenant -> tenant,
              PointSettings.none()));
  private final BucketAggregate aggregate = new BucketAggregate(recording, 60_000, clock.get());
  private final GaugePoll poll =
      new GaugePoll(recording, recording.metrics(), clock, HOUR, Duration.ZERO);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Thread> askers = new ArrayList<>();
  private final OwnThreads threads = new OwnThreads();

  @AfterEach
  void end() throws InterruptedException {
    release.countDown();
    poll.stop();
    for (Thread asker : askers) {
      asker.join(TimeUnit.SECONDS.toMillis(60));
    }
    assertThat(OwnThreads.areGone(threads.since())).isTrue();
  }

  private void register(String name, DoubleSupplier supplier) {
    GaugeRegistration registration = recording.metrics().gauge(name, supplier);
    assertThat(registration.replacedEarlier()).isFalse();
  }

  /** A supplier that hangs, whatever interrupts it, until the end of the test. */
  private CountDownLatch registerHanging(String name) {
    CountDownLatch entered = new CountDownLatch(1);
    register(
        name,
        () -> {
          entered.countDown();
          boolean isReleased = false;
          while (!isReleased) {
            try {
              isReleased = release.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException notHeard) {
              isReleased = release.getCount() == 0;
            }
          }
          return 1;
        });
    return entered;
  }

  private Thread askElsewhere() {
    Thread asker = new Thread(poll::askAll, "asker");
    asker.setDaemon(true);
    askers.add(asker);
    asker.start();
    return asker;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private double gauge(String name) {
    return aggregate.snapshot(clock.get()).series().stream()
        .filter(one -> one.series().name().equals(name))
        .map(LiveSeries::bucket)
        .mapToDouble(bucket -> ((Reading.OfGauge) bucket).last())
        .findFirst()
        .orElse(Double.NaN);
  }

  private double dropped(String reason) {
    return aggregate.snapshot(clock.get()).series().stream()
        .filter(one -> one.series().name().equals("tallystick.dropped.count"))
        .filter(one -> reason.equals(one.series().tags().get("reason")))
        .mapToDouble(one -> ((Reading.OfCounter) one.total()).sum())
        .sum();
  }

  @Test
  void aSupplierThatThrowsIsCountedAndAskedAgainAndTheOthersToo() {
    int[] asked = new int[1];
    register(
        "pool.active",
        () -> {
          if (asked[0]++ < 2) {
            throw new IllegalStateException("no pool");
          }
          return 7;
        });
    register("queue.depth", () -> 3);

    poll.askAll();
    assertThat(gauge("queue.depth")).isEqualTo(3);
    assertThat(gauge("pool.active")).isNaN();
    poll.askAll();
    assertThat(dropped("supplier_failed")).isEqualTo(2);
    poll.askAll();
    assertThat(gauge("pool.active")).isEqualTo(7);
    assertThat(dropped("supplier_failed")).isEqualTo(2);
  }

  @Test
  void aSupplierMayThrowWhateverItsLanguageAllows() {
    register("pool.active", () -> raise(new IOException("of Kotlin")));
    register("pool.waiting", () -> raise(new AssertionError("of a check")));
    register("pool.inflight", () -> raise(new NoClassDefFoundError("of a bad class path")));
    register("pool.depth", () -> raise(new StackOverflowError()));
    register("queue.depth", () -> 3);
    poll.askAll();

    assertThat(dropped("supplier_failed")).isEqualTo(4);
    assertThat(gauge("queue.depth")).isEqualTo(3);
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> double raise(Throwable any) throws X {
    throw (X) any;
  }

  @Test
  void anErrorOfTheVirtualMachineIsNotSwallowedAndTheSupplierIsAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    register(
        "pool.active",
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw new OutOfMemoryError("of a test");
          }
          return 5;
        });

    assertThatThrownBy(poll::askAll).isInstanceOf(OutOfMemoryError.class);
    poll.watch(clock.pass(HOUR));
    assertThat(dropped("supplier_hung")).isZero();
    poll.askAll();
    assertThat(gauge("pool.active")).isEqualTo(5);
  }

  @Test
  void aSupplierWithinTheDeadlineIsLeftAlone() throws InterruptedException {
    await(registerHangingAndAsk("slow.active"));
    poll.watch(clock.pass(GaugePoll.DEADLINE.minusMillis(1)));

    assertThat(dropped("supplier_hung")).isZero();
    assertThat(threads.since()).isEmpty();
  }

  private CountDownLatch registerHangingAndAsk(String name) {
    CountDownLatch entered = registerHanging(name);
    askElsewhere();
    return entered;
  }

  @Test
  void aSupplierThatHangsIsPassedOverByAnotherThread() throws InterruptedException {
    await(registerHangingAndAsk("slow.active"));
    register("queue.depth", () -> 3);
    poll.watch(clock.pass(GaugePoll.DEADLINE));

    assertThat(dropped("supplier_hung")).isEqualTo(1);
    assertThat(threads.names()).containsExactly("tallystick-poll");
    poll.askAll();
    assertThat(gauge("queue.depth")).isEqualTo(3);
    assertThat(gauge("slow.active")).isNaN();
    poll.watch(clock.pass(HOUR));
    assertThat(dropped("supplier_hung")).isEqualTo(1);
  }

  @Test
  void aSupplierThatHangsIsLoggedByWhoeverMayWaitForTheLogAndNotByTheTick()
      throws InterruptedException {
    LogLines.take(GaugePoll.class.getName());
    await(registerHangingAndAsk("slow.active"));
    poll.watch(clock.pass(GaugePoll.DEADLINE));
    assertThat(LogLines.take(GaugePoll.class.getName())).isEmpty();

    poll.logHung();
    poll.logHung();
    assertThat(LogLines.take(GaugePoll.class.getName()))
        .containsExactly(
            "WARN The supplier of the gauge slow.active did not answer for 5 s; it is not asked"
                + " again until it has.");
  }

  @Test
  void aSupplierThatAnsweredAfterAllIsAskedAgain() throws InterruptedException {
    await(registerHangingAndAsk("slow.active"));
    poll.watch(clock.pass(GaugePoll.DEADLINE));
    release.countDown();
    askers.get(0).join(TimeUnit.SECONDS.toMillis(60));
    assertThat(gauge("slow.active")).isEqualTo(1);
    recording.metrics().gauge("slow.active", 9);
    poll.askAll();

    assertThat(gauge("slow.active")).isEqualTo(1);
  }

  @Test
  void threeThreadsAreLeftBehindAtMostAndOneMoreWaits() throws InterruptedException {
    List<CountDownLatch> entered = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      entered.add(registerHanging("slow.active" + i));
    }
    GaugePoll busy = busyPoll();
    busy.start();
    for (int i = 0; i < 4; i++) {
      await(entered.get(i));
      busy.watch(clock.pass(GaugePoll.DEADLINE));
    }

    assertThat(dropped("supplier_hung")).isEqualTo(3);
    assertThat(threads.since()).hasSize(4);
    assertThat(entered.get(4).getCount()).isEqualTo(1);
    release.countDown();
    await(entered.get(4));
    busy.stop();
  }

  @Test
  void anErrorOfTheVirtualMachineDoesNotEndTheThreadThatAsks() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch askedAgain = new CountDownLatch(1);
    register(
        "pool.active",
        () -> {
          if (asked.incrementAndGet() == 1) {
            throw new OutOfMemoryError("of a test");
          }
          askedAgain.countDown();
          return 5;
        });
    GaugePoll busy = busyPoll();
    busy.start();
    Set<Thread> first = threads.since();
    await(askedAgain);

    assertThat(threads.since()).isEqualTo(first);
    busy.stop();
  }

  /** Asks again and again, in real time. */
  private GaugePoll busyPoll() {
    return new GaugePoll(
        recording, recording.metrics(), clock, Duration.ofMillis(1), Duration.ZERO);
  }

  @Test
  void aStoppedPollAsksNobodyAndStartsNoThread() throws InterruptedException {
    await(registerHangingAndAsk("slow.active"));
    int[] asked = new int[1];
    register("queue.depth", () -> ++asked[0]);
    poll.stop();
    poll.watch(clock.pass(HOUR));
    poll.askAll();

    assertThat(threads.since()).isEmpty();
    assertThat(asked[0]).isZero();
  }

  @Test
  void aRegistrationThatIsClosedMeanwhileIsNotAsked() {
    List<GaugeRegistration> second = new ArrayList<>();
    int[] asked = new int[1];
    register(
        "pool.active",
        () -> {
          second.get(0).close();
          return 1;
        });
    second.add(recording.metrics().gauge("queue.depth", () -> ++asked[0]));
    poll.askAll();

    assertThat(asked[0]).isZero();
  }
}

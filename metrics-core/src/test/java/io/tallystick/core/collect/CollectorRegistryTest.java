package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.Tags;
import io.tallystick.core.collect.CollectorStatus.State;
import io.tallystick.core.record.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a collector says is shown, and no longer than it is true; what fails or hangs rests. */
class CollectorRegistryTest {
  private static final String POLLING = "io.tallystick.core.polling";

  private final CollectRig rig = new CollectRig("quiet");
  private final CountDownLatch freed = new CountDownLatch(1);

  @AfterEach
  void close() {
    freed.countDown();
    rig.close();
    LogLines.take(POLLING);
    LogLines.take("io.tallystick.core.collect");
  }

  @Test
  void aGaugeIsShownUntilItIsNotSaidAnyMore() throws Exception {
    List<String> queues = new ArrayList<>(List.of("mail", "print"));
    rig.registry.add(
        Collector.of(
            "queues",
            to -> queues.forEach(each -> to.gauge("queue.depth", 7, Tags.of("queue", each)))));
    rig.ask();
    rig.recorded().gauge("queue.depth", "queue", "mail").isEqualTo(7);
    rig.recorded().gauge("queue.depth", "queue", "print").isEqualTo(7);

    queues.remove("print");
    rig.askAgain();
    rig.recorded().gauge("queue.depth").isEqualTo(7);
    assertThat(rig.status("queues").readings()).isEqualTo(1);
  }

  @Test
  void aTotalIsCountedByWhatItGrew() throws Exception {
    AtomicLong hits = new AtomicLong(40);
    rig.registry.add(Collector.of("hits", to -> to.total("shop.hit.count", hits.get())));
    rig.ask();
    rig.recorded().counter("shop.hit.count").isEqualTo(40);
    hits.set(45);
    rig.askAgain();
    rig.askAgain();
    rig.recorded().counter("shop.hit.count").isEqualTo(45);
    hits.set(3); // it began anew
    rig.askAgain();
    rig.recorded().counter("shop.hit.count").isEqualTo(48);
    hits.set(-1); // nobody knows
    rig.askAgain();
    rig.recorded().counter("shop.hit.count").isEqualTo(48);
  }

  @Test
  void aTotalOfNothingIsAZeroAndNoGap() throws Exception {
    rig.registry.add(Collector.of("hits", to -> to.total("shop.hit.count", 0)));
    rig.ask();
    rig.recorded().counter("shop.hit.count").isEqualTo(0);
  }

  @Test
  void whatHappensIsRecordedAtOnce() throws Exception {
    List<Readings> kept = new ArrayList<>();
    rig.registry.add(Collector.of("events", kept::add));
    rig.ask();
    kept.get(0).count("shop.event.count", 2, Tags.empty());
    kept.get(0).duration("shop.event.duration_ms", 3_000_000, Tags.empty());
    kept.get(0).gauge("shop.level", 9); // too late for a value of that moment

    rig.recorded().counter("shop.event.count").isEqualTo(2);
    rig.recorded().histogram("shop.event.duration_ms").hasCount(1).hasMax(3);
    rig.recorded().hasNoSeries("shop.level");
  }

  @Test
  void eachIsAskedOnceInItsInterval() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger often = new AtomicInteger();
    rig.registry.add(Collector.of("asked", to -> asked.incrementAndGet()));
    rig.registry.add(
        Collector.of("often", to -> often.incrementAndGet()).every(Duration.ofSeconds(10)));
    for (int second = 0; second < 60; second++) {
      rig.ask();
      rig.clock.pass(Duration.ofSeconds(1));
    }

    assertThat(asked).hasValue(2);
    assertThat(often).hasValue(6);
  }

  @Test
  void whatThrowsThreeTimesInARowRestsForTenMinutesAndShowsNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    rig.registry.add(
        Collector.of(
            "broken",
            to -> {
              asked.incrementAndGet();
              to.gauge("shop.level", 5);
              if (!faults.isEmpty()) {
                throw new IllegalStateException(faults.get(0));
              }
            }));
    rig.ask();
    rig.recorded().gauge("shop.level").isEqualTo(5);

    faults.add("the shop\nis closed");
    for (int i = 0; i < 10; i++) {
      rig.askAgain();
    }
    assertThat(asked).hasValue(4);
    assertThat(rig.status("broken"))
        .satisfies(
            status -> {
              assertThat(status.state()).isEqualTo(State.DISABLED);
              assertThat(status.lastError()).isEqualTo("the shop is closed");
              assertThat(status.since()).isEqualTo(Instant.parse("2026-03-01T10:08:30Z"));
            });
    rig.recorded().hasNoSeries("shop.level");
    rig.recorded().counter("tallystick.collector.failed.count", "collector", "broken").isEqualTo(3);
    assertThat(LogLines.take(POLLING))
        .satisfiesExactly(
            line -> assertThat(line).contains("collector broken", "is tried again", "is closed"),
            line ->
                assertThat(line)
                    .contains("collector broken", "3 times in a row", "switched off", "10 min"));

    faults.clear();
    rig.clock.pass(Duration.ofMinutes(10));
    rig.ask();
    assertThat(rig.status("broken").state()).isEqualTo(State.OK);
    rig.recorded().gauge("shop.level").isEqualTo(5);
  }

  @Test
  void anErrorOfTheCollectorEndsNothingElse() throws Exception {
    rig.registry.add(
        Collector.of(
            "unlinked",
            to -> {
              throw new NoClassDefFoundError("com/sun/management/OperatingSystemMXBean");
            }));
    rig.registry.add(Collector.of("fine", to -> to.gauge("shop.level", 1)));
    rig.ask();

    assertThat(rig.status("unlinked").state()).isEqualTo(State.FAILING);
    rig.recorded().gauge("shop.level").isEqualTo(1);
  }

  @Test
  void oneThatHangsIsGivenUpAtItsDeadlineAndHoldsUpNobodyElse() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    rig.registry.add(
        Collector.of(
                "hanging",
                to -> {
                  to.gauge("shop.old", 1);
                  if (asked.incrementAndGet() > 1) {
                    freed.await();
                  }
                })
            .within(Duration.ofSeconds(3)));
    rig.registry.add(Collector.of("fine", to -> to.gauge("shop.level", 1)));
    rig.ask();
    rig.clock.pass(CollectRig.INTERVAL);
    rig.registry.look();
    rig.clock.pass(Duration.ofMillis(2_999));
    rig.registry.look();
    assertThat(rig.status("hanging").hanging()).isZero();
    rig.recorded().gauge("shop.old").isEqualTo(1);

    rig.clock.pass(Duration.ofMillis(1));
    rig.registry.look();
    assertThat(rig.status("hanging").hanging()).isEqualTo(1);
    assertThat(rig.status("hanging").lastError()).contains("3 s", "given up");
    rig.recorded().hasNoSeries("shop.old");
    for (int i = 0; i < 20; i++) {
      rig.registry.look();
      assertThat(rig.registry.awaitQuiet("fine", Duration.ofSeconds(20))).isTrue();
      rig.clock.pass(CollectRig.INTERVAL);
    }
    assertThat(asked.get()).isLessThanOrEqualTo(3);
    assertThat(rig.status("hanging").state()).isEqualTo(State.DISABLED);
    assertThat(rig.status("fine").lastCollected()).isAfter(Instant.parse("2026-03-01T10:15:00Z"));
  }

  @Test
  void whatComesTooLateIsThrownAway() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    rig.registry.add(
        Collector.of(
            "late",
            to -> {
              freed.await();
              to.gauge("shop.late", 1);
              to.total("shop.late.count", 8);
              done.countDown();
            }));
    rig.registry.look();
    rig.clock.pass(CollectRig.DEADLINE);
    rig.registry.look();
    freed.countDown();
    done.await();
    awaitNoneHangs("late");

    rig.recorded().hasNoSeries("shop.late");
    rig.recorded().hasNoSeries("shop.late.count");
  }

  /** What was given up comes to its end a little after its work. */
  private void awaitNoneHangs(String name) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (rig.status(name).hanging() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    assertThat(rig.status(name).hanging()).isZero();
  }

  @Test
  void ofTwoThatGiveTheSameGaugeTheFirstIsShownUntilItIsGone() throws Exception {
    CollectorRegistration first =
        rig.registry.add(Collector.of("first", to -> to.gauge("shop.level", 1)));
    rig.ask();
    CollectorRegistration second =
        rig.registry.add(Collector.of("second", to -> to.gauge("shop.level", 2)));
    rig.askAgain();
    rig.recorded().gauge("shop.level").isEqualTo(1);

    first.close();
    rig.askAgain();
    rig.recorded().gauge("shop.level").isEqualTo(2);
    second.close();
    rig.recorded().hasNoSeries("shop.level");
  }

  @Test
  void ofTwoThatGiveTheSameTotalTheFirstCounts() throws Exception {
    rig.registry.add(Collector.of("first", to -> to.total("shop.hit.count", 40)));
    rig.ask();
    rig.registry.add(Collector.of("second", to -> to.total("shop.hit.count", 7)));
    rig.askAgain();
    rig.askAgain();

    rig.recorded().counter("shop.hit.count").isEqualTo(40);
  }

  @Test
  void elevenThousandTotalsAreEachCountedOnce() throws Exception {
    for (int i = 0; i < 11; i++) {
      int collector = i;
      rig.registry.add(
          Collector.of(
              "many" + i,
              to -> {
                for (int j = 0; j < Readings.MOST; j++) {
                  to.total("shop.hit" + collector + ".count", 1, Tags.of("id", "n" + j));
                }
              }));
    }
    rig.ask();
    rig.askAgain();
    rig.askAgain();

    for (int i = 0; i < 11; i++) {
      rig.recorded().counter("shop.hit" + i + ".count").isEqualTo(Readings.MOST);
    }
  }

  @Test
  void whatIsTakenAwayAndAddedAgainIsNotCountedTwice() throws Exception {
    AtomicLong hits = new AtomicLong(40);
    Collector collector = Collector.of("hits", to -> to.total("shop.hit.count", hits.get()));
    rig.registry.add(collector).close();
    CollectorRegistration registration = rig.registry.add(collector);
    rig.ask();
    registration.close();
    hits.set(42);
    rig.registry.add(collector);
    rig.askAgain();

    rig.recorded().counter("shop.hit.count").isEqualTo(42);
  }

  @Test
  void oneThatIsSwitchedOffIsNeverAsked() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    rig.registry.add(Collector.of("quiet", to -> asked.incrementAndGet()));
    rig.ask();

    assertThat(asked).hasValue(0);
    assertThat(rig.status("quiet").state()).isEqualTo(State.OFF);
  }

  @Test
  void allCanBeSwitchedOff() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (CollectRig off = new CollectRig(CollectorSettings.ALL)) {
      off.registry.add(Collector.of("any", to -> asked.incrementAndGet()));
      off.ask();
      assertThat(off.status("any").state()).isEqualTo(State.OFF);
    }

    assertThat(asked).hasValue(0);
  }

  @Test
  void namesAreCheckedAndTakenOnce() {
    rig.registry.add(Collector.of("pool.main", to -> {}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rig.registry.add(Collector.of("pool.main", to -> {})))
        .withMessageContaining("pool.main");
    for (String bad : List.of("", " ", "a b", ".a", "a\n", "ş", "a".repeat(121))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rig.registry.add(Collector.of(bad, to -> {})))
          .withMessageContaining("letter or digit");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Collector.of("a", to -> {}).every(Duration.ofMillis(999)))
        .withMessageContainingAll("interval", "PT0.999S", "one second");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Collector.of("a", to -> {}).within(ChronoUnit.FOREVER.getDuration()))
        .withMessageContainingAll("deadline", "1 h");
  }

  @Test
  void endlessReadingsAreAFailure() throws Exception {
    rig.registry.add(
        Collector.of(
            "endless",
            to -> {
              for (int i = 0; i <= Readings.MOST; i++) {
                to.gauge("shop.level", i, Tags.of("id", "n" + i));
              }
            }));
    rig.ask();

    assertThat(rig.status("endless").lastError()).contains("endless", "1000 readings");
    rig.recorded().hasNoSeries("shop.level");
  }
}

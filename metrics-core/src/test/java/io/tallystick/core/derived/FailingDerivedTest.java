package io.tallystick.core.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.core.record.LogLines;
import io.tallystick.core.testing.MetricsAssert;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is broken or hangs says so and holds up nobody else. */
class FailingDerivedTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Rig rig = new Rig();
  private final AppTables app = new AppTables("CREATE TABLE orders (id BIGINT)");
  private final CountDownLatch opened = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    opened.countDown();
    app.close();
    rig.close();
    LogLines.take("io.tallystick.core.polling");
  }

  private DerivedMetric broken() {
    return DerivedMetric.gauge("orders.lost", app.source(), "SELECT count(*) FROM lost");
  }

  private static DerivedStatus status(DerivedMetrics derived) {
    return derived.status().get(0);
  }

  @Test
  void afterThreeFailuresInARowItIsSwitchedOffAndSaysSoOnce() throws Exception {
    DerivedMetrics derived = rig.of(broken());
    for (int i = 0; i < 6; i++) {
      Rig.poll(derived);
      rig.clock.pass(MINUTE);
      assertThat(status(derived).state())
          .isEqualTo(i < 2 ? DerivedStatus.State.FAILING : DerivedStatus.State.DISABLED);
    }

    assertThat(status(derived).since()).isEqualTo(Instant.parse("2026-03-01T10:09:00Z"));
    assertThat(status(derived).lastError()).contains("LOST", "not found").doesNotContain("\n");
    assertThat(LogLines.take("io.tallystick.core.polling"))
        .satisfiesExactly(
            line -> assertThat(line).contains("orders.lost", "is tried again", "LOST"),
            line -> assertThat(line).contains("orders.lost", "3 times in a row", "switched off"));
  }

  @Test
  void whatIsSwitchedOffIsTriedAgainAfterTenMinutes() throws Exception {
    DerivedMetrics derived = rig.of(broken());
    for (int i = 0; i < 3; i++) {
      Rig.poll(derived);
      rig.clock.pass(MINUTE);
    }
    app.run("CREATE TABLE lost (id BIGINT)");
    rig.clock.pass(Duration.ofMinutes(8));
    Rig.poll(derived);
    assertThat(status(derived).state()).isEqualTo(DerivedStatus.State.DISABLED);

    rig.clock.pass(MINUTE);
    Rig.poll(derived);
    assertThat(status(derived).state()).isEqualTo(DerivedStatus.State.OK);
    MetricsAssert.assertThat(rig.runtime).gauge("orders.lost").isEqualTo(0);
  }

  @Test
  void oneSuccessBetweenFailuresBeginsTheCountAnew() throws Exception {
    DerivedMetrics derived = rig.of(broken());
    for (int i = 0; i < 8; i++) {
      if (i % 3 == 2) {
        app.run("CREATE TABLE lost (id BIGINT)");
      }
      Rig.poll(derived);
      rig.clock.pass(MINUTE);
      app.run("DROP TABLE IF EXISTS lost");
    }

    assertThat(status(derived).state()).isEqualTo(DerivedStatus.State.FAILING);
  }

  /** Connections come when the latch is opened. */
  private ConnectionsOf hanging(AtomicInteger asked) {
    return () -> {
      asked.incrementAndGet();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new SQLException(e);
      }
      return app.connect();
    };
  }

  @Test
  void aDatabaseThatHangsIsGivenUpTwiceAndHoldsUpNobodyElse() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    DerivedMetrics derived =
        rig.of(
            DerivedMetric.gauge("orders.hanging", hanging(asked), "SELECT 7"),
            DerivedMetric.gauge("orders.fine", app.source(), "SELECT count(*) FROM orders"));
    for (int i = 0; i < 30; i++) {
      derived.look();
      assertThat(derived.awaitQuiet("orders.fine", Duration.ofSeconds(20))).isTrue();
      app.run("INSERT INTO orders VALUES (1)");
      rig.clock.pass(MINUTE);
    }

    assertThat(asked.get()).isLessThanOrEqualTo(2);
    assertThat(status(derived).state()).isEqualTo(DerivedStatus.State.DISABLED);
    assertThat(status(derived).hanging()).isEqualTo(2);
    assertThat(derived.status().get(1).state()).isEqualTo(DerivedStatus.State.OK);
    MetricsAssert.assertThat(rig.runtime).hasNoSeries("orders.hanging");

    opened.countDown();
    rig.clock.pass(Duration.ofMinutes(10));
    Rig.poll(derived);
  }

  @Test
  void whoAsksWaitsNoLongerThanItMayTakeAndTheNextIsRefusedAtOnce() {
    AtomicInteger asked = new AtomicInteger();
    DerivedTable table =
        DerivedTable.of("orders.late", "Late", hanging(asked), "SELECT 1")
            .within(Duration.ofSeconds(1));
    DerivedMetrics derived = rig.of(table);
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(DerivedQueryException.class)
          .isThrownBy(() -> derived.table("orders.late", Rig.DAY, 10))
          .withMessageContaining("orders.late");
    }

    assertThat(asked).hasValue(2);
    assertThat(status(derived).state()).isEqualTo(DerivedStatus.State.DISABLED);
  }

  @Test
  void aTableThatIsBrokenSaysWhy() {
    DerivedMetrics derived =
        rig.of(DerivedTable.of("orders.late", "Late", app.source(), "SELECT * FROM lost"));

    assertThatExceptionOfType(DerivedQueryException.class)
        .isThrownBy(() -> derived.table("orders.late", Rig.DAY, 10))
        .withMessageContainingAll("table orders.late failed", "LOST");
    derived.stop();
    assertThatExceptionOfType(DerivedQueryException.class)
        .isThrownBy(() -> derived.table("orders.late", Rig.DAY, 10))
        .withMessageContaining("closed");
  }

  @Test
  void aStoreThatIsAwaySwitchesNoCounterOff() throws Exception {
    rig.store.close();
    DerivedMetrics derived =
        rig.of(
            DerivedMetric.counter(
                "orders.count",
                app.source(),
                "SELECT count(*) AS value FROM orders WHERE id > :after AND id <= :through",
                Position.ofIds("SELECT MAX(id) FROM orders")));
    for (int i = 0; i < 5; i++) {
      Rig.poll(derived);
      rig.clock.pass(MINUTE);
    }

    assertThat(status(derived).state()).isEqualTo(DerivedStatus.State.FAILING);
  }
}

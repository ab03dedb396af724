package io.tallystick.core.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tallystick.core.collect.CollectorStatus.State;
import io.tallystick.core.record.LogLines;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the application depends on is up or down; both are answers. */
class DependencyCheckTest {
  private static final String ROOM = "io.tallystick.core.collect";

  private final CollectRig rig = new CollectRig();
  private final CountDownLatch freed = new CountDownLatch(1);

  @AfterEach
  void close() {
    freed.countDown();
    rig.close();
    LogLines.take(ROOM);
    LogLines.take("io.tallystick.core.polling");
  }

  private void assertUp(String dependency, boolean isUp) {
    rig.recorded().gauge("app.dependency.up", "dependency", dependency).isEqualTo(isUp ? 1 : 0);
  }

  @Test
  void aPortIsReachedUntilNobodyListens() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      rig.registry.add(DependencyCheck.tcp("redis", "127.0.0.1", server.getLocalPort()));
      rig.ask();
      assertUp("redis", true);
      rig.recorded()
          .histogram("app.dependency.connect.duration_ms", "dependency", "redis")
          .hasCount(1);
    }
    for (int i = 0; i < 5; i++) {
      rig.askAgain();
    }

    assertUp("redis", false);
    rig.recorded().histogram("app.dependency.connect.duration_ms").hasCount(1);
    assertThat(rig.status("dependency.redis").state()).isEqualTo(State.OK);
    assertThat(LogLines.take(ROOM))
        .singleElement()
        .asString()
        .contains("redis", "cannot be reached", "ConnectException");
  }

  @Test
  void aDatabaseIsReachedByAConnectionThatIsValid() throws Exception {
    JdbcDataSource there = new JdbcDataSource();
    there.setUrl("jdbc:h2:mem:");
    JdbcDataSource missing = new JdbcDataSource();
    missing.setUrl("jdbc:h2:tcp://127.0.0.1:1/none");
    rig.registry.add(DependencyCheck.database("orders", there));
    rig.registry.add(DependencyCheck.database("archive", missing));
    rig.ask();

    assertUp("orders", true);
    assertUp("archive", false);
    rig.recorded()
        .histogram("app.dependency.connect.duration_ms", "dependency", "orders")
        .hasCount(1);
  }

  @Test
  void theLogSaysWhenOneGoesAndWhenItComesBack() throws Exception {
    AtomicBoolean isUp = new AtomicBoolean();
    rig.registry.add(
        DependencyCheck.of(
            "bank",
            () -> {
              if (!isUp.get()) {
                throw new SQLException("out\nof order");
              }
            }));
    rig.ask();
    rig.askAgain();
    isUp.set(true);
    rig.askAgain();

    assertUp("bank", true);
    assertThat(LogLines.take(ROOM))
        .satisfiesExactly(
            line -> assertThat(line).contains("bank", "cannot be reached", "out of order"),
            line -> assertThat(line).contains("bank", "reached again"));
  }

  @Test
  void oneThatDoesNotAnswerIsDownAsSoonAsItIsGivenUp() throws Exception {
    rig.registry.add(DependencyCheck.of("bank", freed::await));
    rig.registry.look();
    rig.clock.pass(CollectRig.DEADLINE);
    rig.registry.look();

    assertUp("bank", false);
    assertThat(rig.status("dependency.bank").hanging()).isEqualTo(1);
    assertThat(LogLines.take(ROOM)).singleElement().asString().contains("bank", "given up");
  }

  @Test
  void oneThatHungIsAskedAgainAsAlwaysAndItsLateAnswerCountsForNothing() throws Exception {
    AtomicBoolean hangs = new AtomicBoolean(true);
    Semaphore hung = new Semaphore(0);
    rig.registry.add(
        DependencyCheck.of(
            "bank",
            () -> {
              if (hangs.get()) {
                hung.release();
                freed.await();
              }
            }));
    for (int i = 0; i < 2; i++) { // so many may hang at once
      rig.registry.look();
      hung.acquire();
      rig.clock.pass(CollectRig.INTERVAL);
      rig.registry.look();
      rig.clock.pass(CollectRig.INTERVAL);
    }
    for (int i = 0; i < 4; i++) { // far more often than what fails is asked before it rests
      rig.registry.look();
      rig.clock.pass(CollectRig.INTERVAL);
    }
    assertUp("bank", false);
    assertThat(rig.status("dependency.bank").state()).isEqualTo(State.OK);
    rig.recorded().hasNoSeries("tallystick.collector.failed.count");

    hangs.set(false);
    freed.countDown();
    awaitNoneHangs();
    rig.recorded().hasNoSeries("app.dependency.connect.duration_ms");
    assertUp("bank", false);
    rig.ask();
    assertUp("bank", true);
    assertThat(rig.status("dependency.bank").state()).isEqualTo(State.OK);
  }

  private void awaitNoneHangs() {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (rig.status("dependency.bank").hanging() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void aPortThatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DependencyCheck.tcp("redis", "localhost", 0))
        .withMessageContainingAll("redis", "0", "1 to 65535");
  }
}

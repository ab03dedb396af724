package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.AlertEvent;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.TimeRange;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of two processes on one database one evaluates alerts, and the other when that one is killed. */
class AlertTakeoverTest {
  private static final TimeRange EVER =
      new TimeRange(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  private final DatabaseServer server = PostgresServer.shared();
  private final String url = server.freshSchema();
  private final StorageBackend direct = Servers.open(server, url, Duration.ofSeconds(10));
  private ChildJvm first;
  private ChildJvm second;

  @BeforeEach
  void start() throws IOException {
    first = child();
    first.await(EvaluatingProgram.EVALUATES);
    second = child();
    second.await(EvaluatingProgram.READY);
  }

  private ChildJvm child() throws IOException {
    return ChildJvm.start(EvaluatingProgram.class, url, server.user(), server.password());
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    direct.close();
  }

  @Test
  void anotherGoesOnWithinAMinuteAndAHalfAndFiresNothingTwice() throws IOException {
    awaitFiring();
    long killedNanos = System.nanoTime();
    first.close();
    String through = second.await(EvaluatingProgram.EVALUATES);
    Duration took = Duration.ofNanos(System.nanoTime() - killedNanos);

    assertThat(took).isLessThan(Duration.ofSeconds(90));
    second.tell("stop");
    List<AlertEvent> events = direct.control().events(EVER, 100);
    assertThat(events).extracting(AlertEvent::transition).containsExactly("firing");
    assertThat(direct.control().alertStates()).hasSize(1);
    assertThat(Long.parseLong(through)).isGreaterThan(events.get(0).at().toEpochMilli());
  }

  private void awaitFiring() throws IOException {
    for (int i = 0; i < 1_000 && direct.control().events(EVER, 1).isEmpty(); i++) {
      first.await(EvaluatingProgram.EVALUATES);
    }
    assertThat(direct.control().events(EVER, 1)).isNotEmpty();
  }
}

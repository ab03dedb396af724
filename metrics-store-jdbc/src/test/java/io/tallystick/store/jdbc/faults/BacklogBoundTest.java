package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is away for longer than there is room for what waits for it. */
class BacklogBoundTest {
  private static final long LITTLE_ROOM = 64 * 1_024;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CuttingProxy proxy;
  private StorageBackend direct;
  private StorageBackend store;

  private void use(Servers kind) {
    DatabaseServer server = kind.shared();
    String url = server.freshSchema();
    proxy = CuttingProxy.before(server);
    direct = Servers.open(server, url, PATIENCE);
    store = Servers.open(server, proxy.through(url), PATIENCE);
  }

  private void loseTheServer() {
    proxy.refuse();
    proxy.cut(Cut.Ending.RESET);
  }

  @AfterEach
  void close() {
    store.close();
    direct.close();
    proxy.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStoredAndWhatIsCountedAsLostIsAllThatWasRecorded(Servers kind) {
    use(kind);
    FlushedRecording recording = new FlushedRecording(store.buckets(), LITTLE_ROOM);
    recording.recordOneOfEach(100);
    recording.flushUntilWritten();
    loseTheServer();
    for (int minute = 0; minute < 15; minute++) {
      assertThat(recording.flushAfter(Duration.ofMinutes(1))).isEqualTo(minute == 0);
      recording.recordOneOfEach(100);
    }
    assertThat(recording.flush()).isFalse();
    assertThat(recording.status().waitingBytes()).isLessThanOrEqualTo(LITTLE_ROOM);
    proxy.pass();
    recording.flushUntilWritten();

    long lost = recording.giveUp();
    assertThat(recording.status().droppedBuckets()).containsOnlyKeys("backlog_full");
    assertThat(recording.status().coarsenedBuckets()).isPositive();
    assertThat(lost).isPositive();
    assertThat(stored() + lost).isEqualTo(recording.recorded().amounts());
  }

  private long stored() {
    return Stream.of(Granularity.MINUTE, Granularity.FIVE_MINUTES, Granularity.HOUR)
        .mapToLong(granularity -> Sums.longAgo(direct, granularity).amounts())
        .sum();
  }

  @ParameterizedTest
  @EnumSource
  void aRuntimeStatesWhatItLost(Servers kind) {
    use(kind);
    int recorded = 600;
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .flushInterval(Duration.ofMillis(100))
            .budgetBacklog(LITTLE_ROOM)
            .installed(false)
            .storage(store)
            .build()
            .start();
    try (runtime) {
      await(() -> runtime.janitorStatus().lastSweep() != null);
      loseTheServer();
      for (int i = 0; i < recorded; i++) {
        runtime.metrics().count(Sums.COUNTER, 1, "route_id", "route " + i);
      }
      await(() -> isAwayAndFull(runtime.flushStatus()));
      proxy.pass();
    }

    FlushStatus status = runtime.flushStatus();
    long lost = recorded - Sums.in(direct).amounts();
    // Its own series wait and are lost too, in a minute or in two.
    long own = runtime.snapshot().series().size() - recorded;
    assertThat(lost).isPositive();
    assertThat(status.droppedBuckets()).containsOnlyKeys("backlog_full");
    assertThat(status.droppedBuckets().get("backlog_full")).isBetween(lost, lost + 2 * own);
  }

  private static void await(BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadlineNanos);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static boolean isAwayAndFull(FlushStatus status) {
    return status.isAway() && status.waitingBytes() > LITTLE_ROOM * 9 / 10;
  }
}

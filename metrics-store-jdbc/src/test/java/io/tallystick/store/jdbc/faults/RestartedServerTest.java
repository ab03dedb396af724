package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.Frame;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that dies as in a crash, and comes back with what it has confirmed. */
class RestartedServerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Map<Servers, DatabaseServer> SERVERS = new EnumMap<>(Servers.class);

  private final StoreThreads threads = new StoreThreads();
  private final AtomicBoolean isKilled = new AtomicBoolean();
  private DatabaseServer server;
  private CuttingProxy proxy;
  private String url;
  private StorageBackend store;

  private void use(Servers kind) {
    server = SERVERS.computeIfAbsent(kind, Servers::own);
    proxy = CuttingProxy.before(server);
    url = server.freshSchema();
    store = Servers.open(server, proxy.through(url), PATIENCE);
  }

  /** Kills the server when a frame comes by, which does not arrive. */
  private void killAt(Predicate<Frame> which) {
    isKilled.set(false);
    proxy.rule(
        frame -> {
          if (!isKilled.get() && which.test(frame)) {
            server.kill();
            isKilled.set(true);
            return Cut.before(Cut.Ending.RESET);
          }
          return Cut.PASS;
        });
  }

  @AfterEach
  void everyThreadIsGone() throws InterruptedException {
    store.close();
    proxy.close();
    assertThat(threads.left()).isEmpty();
  }

  @AfterAll
  static void end() {
    SERVERS.values().forEach(DatabaseServer::close);
  }

  @ParameterizedTest
  @EnumSource
  void sumsAreExactWhenItDiesBetweenTwoFlushes(Servers kind) {
    use(kind);
    FlushedRecording recording = new FlushedRecording(store.buckets());
    recording.record();
    recording.flushUntilWritten();
    server.kill();
    recording.record();
    assertThat(recording.flush()).isFalse();
    recording.record();
    assertThat(recording.flush()).isFalse();
    server.restart();

    recording.flushUntilWritten();
    assertThat(Sums.in(store)).isEqualTo(recording.recorded());
  }

  @ParameterizedTest
  @EnumSource
  void sumsAreExactWhenItDiesWithinAFlush(Servers kind) {
    use(kind);
    FlushedRecording recording = new FlushedRecording(store.buckets());
    recording.record();
    recording.flushUntilWritten();
    for (Predicate<Frame> moment : moments(kind)) {
      recording.record();
      killAt(moment);
      assertThat(recording.flush()).isFalse();
      assertThat(isKilled).isTrue();
      recording.record();
      server.restart();

      recording.flushUntilWritten();
      assertThat(Sums.in(store)).isEqualTo(recording.recorded());
    }
  }

  /** When it has got the buckets, when it is to keep them, and when it has kept them. */
  private static List<Predicate<Frame>> moments(Servers kind) {
    Predicate<Frame> keeps =
        kind == Servers.POSTGRES
            ? frame -> frame.text().equals("COMMIT")
            : frame -> frame.text().equals("set autocommit=1");
    return List.of(
        frame -> frame.sender() == Frame.Sender.CLIENT && frame.says("INSERT INTO metric_mark"),
        keeps.and(frame -> frame.sender() == Frame.Sender.CLIENT),
        keeps.and(frame -> frame.sender() == Frame.Sender.SERVER));
  }

  @ParameterizedTest
  @EnumSource
  void aRuntimeGoesOnAsIfNothingHadBeen(Servers kind) {
    use(kind);
    Sums recorded = Sums.NOTHING;
    MetricsRuntime runtime =
        MetricsRuntime.builder()
            .flushInterval(Duration.ofMillis(100))
            .installed(false)
            .storage(store)
            .build();
    try (runtime) {
      runtime.start();
      killAt(frame -> frame.says("INSERT INTO metric_bucket_1m"));
      while (!isKilled.get()) {
        runtime.metrics().count(Sums.COUNTER, 3);
        recorded = recorded.and(new Sums(3, 0, 0));
      }
      server.restart();
    }

    try (StorageBackend after = Servers.open(server, url, PATIENCE)) {
      assertThat(Sums.in(after)).isEqualTo(recorded);
    }
  }
}

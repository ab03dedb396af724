package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tallystick.core.MetricsRuntime;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.Frame;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose processes are stopped: its system accepts connections, and nobody answers. */
class PausedServerTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** What closing promises, and what a busy machine may add. */
  private static final Duration PROMISED = Duration.ofSeconds(5 + 2);

  /** Closing does not wait for it, but a driver's thread may. */
  private static final Duration LONGER = Duration.ofSeconds(8);

  private static final Map<Servers, DatabaseServer> SERVERS = new EnumMap<>(Servers.class);

  private final StoreThreads threads = new StoreThreads();
  private DatabaseServer server;
  private CuttingProxy proxy;
  private String url;
  private CountDownLatch paused;

  /** Something was sent since on another connection than the buckets. */
  private CountDownLatch asked;

  private int pausedConnection;

  private void use(Servers kind) {
    server = SERVERS.computeIfAbsent(kind, Servers::own);
    proxy = CuttingProxy.before(server);
    url = server.freshSchema();
    paused = new CountDownLatch(1);
    asked = new CountDownLatch(1);
  }

  private StorageBackend open(Duration answerTime) {
    return Servers.open(server, proxy.through(url), answerTime);
  }

  /** Stops the server when it has the buckets of a flush, and before it is told to keep them. */
  private void pauseWithinAFlush() {
    proxy.rule(
        frame -> {
          if (pausedConnection == 0 && carriesBuckets(frame)) {
            pausedConnection = frame.connection();
            server.pause();
            paused.countDown();
          } else if (pausedConnection != 0 && frame.connection() != pausedConnection) {
            asked.countDown();
          }
          return Cut.PASS;
        });
  }

  private static boolean carriesBuckets(Frame frame) {
    return frame.sender() == Frame.Sender.CLIENT
        && frame.says("INSERT INTO metric_bucket_1m")
        && (frame.type().equals("Bind") || frame.type().equals("Query"));
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private void resume() {
    proxy.pass();
    server.resume();
  }

  @AfterEach
  void everyThreadIsGone() throws InterruptedException {
    resume();
    assertThat(threads.left()).isEmpty();
    proxy.close();
  }

  @AfterAll
  static void end() {
    SERVERS.values().forEach(DatabaseServer::close);
  }

  private static Duration timeOf(Runnable action) {
    long begin = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @ParameterizedTest
  @EnumSource
  void aPauseThatIsShorterThanTheAnswerTimeIsWaitedFor(Servers kind) {
    use(kind);
    try (StorageBackend store = open(LONGER)) {
      FlushedRecording recording = new FlushedRecording(store.buckets());
      recording.record();
      recording.flushUntilWritten();
      recording.record();
      pauseWithinAFlush();
      CompletableFuture<Void> resumed =
          CompletableFuture.runAsync(
              this::resume, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

      assertThat(recording.flush()).isTrue();
      resumed.join();
      assertThat(paused.getCount()).isZero();
      assertThat(Sums.in(store)).isEqualTo(recording.recorded());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPauseThatIsLongerIsAFailureThatARetryMayHelp(Servers kind) {
    use(kind);
    try (StorageBackend store = open(SHORT)) {
      FlushedRecording recording = new FlushedRecording(store.buckets());
      recording.record();
      recording.flushUntilWritten();
      recording.record();
      pauseWithinAFlush();
      Duration flush = timeOf(() -> assertThat(recording.flush()).isFalse());
      Duration next =
          timeOf(
              () ->
                  assertThatThrownBy(() -> lease(store))
                      .isInstanceOfSatisfying(
                          StorageException.class,
                          failure -> assertThat(failure.canRetry()).isTrue()));

      assertThat(flush).isBetween(SHORT.dividedBy(2), SHORT.multipliedBy(10));
      assertThat(next).isLessThan(SHORT.multipliedBy(10));
      assertThat(recording.status().isAway()).isTrue();
      resume();
      recording.flushUntilWritten();
      assertThat(Sums.in(store)).isEqualTo(recording.recorded());
    }
  }

  /** The pool that all share may have one thread, and each of these waits for the other. */
  private static void runInItsOwnThread(Runnable task) {
    Thread thread = new Thread(task, "paused-server-test");
    thread.setDaemon(true);
    thread.start();
  }

  private static void lease(StorageBackend store) {
    store.control().acquire("test", WriterId.random(), SHORT);
  }

  @ParameterizedTest
  @EnumSource
  void aStoreThatWaitsForEverIsClosedAsPromised(Servers kind) throws InterruptedException {
    use(kind);
    StorageBackend store = open(LONGER);
    FlushedRecording recording = new FlushedRecording(store.buckets());
    recording.record();
    recording.flushUntilWritten();
    Sums.in(store);
    recording.record();
    pauseWithinAFlush();
    CompletableFuture<Boolean> flush =
        CompletableFuture.supplyAsync(recording::flush, PausedServerTest::runInItsOwnThread);
    await(paused);
    CompletableFuture<Void> read =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> store.control().now())
                    .isInstanceOf(StorageException.class),
            PausedServerTest::runInItsOwnThread);
    await(asked);

    assertThat(timeOf(store::close)).isLessThan(PROMISED);
    assertThat(flush.join()).isFalse();
    read.join();
    assertThat(threads.left()).isEmpty();
  }

  @Test
  void aRuntimeRecordsMeanwhileAndIsClosedAsPromised() throws InterruptedException {
    use(Servers.POSTGRES);
    MetricsRuntime runtime = runtime(LONGER).start();
    pauseWithinAFlush();
    runtime.metrics().count(Sums.COUNTER, 1);
    await(paused);
    for (int i = 0; i < 100_000; i++) {
      runtime.metrics().count(Sums.COUNTER, 1);
    }

    assertThat(timeOf(runtime::close)).isLessThan(PROMISED);
    assertThat(runtime.flushStatus().droppedBuckets()).containsKey("closed");
    assertThat(threads.left()).isEmpty();
  }

  private MetricsRuntime runtime(Duration answerTime) {
    return MetricsRuntime.builder()
        .flushInterval(Duration.ofMillis(100))
        .storage(open(answerTime))
        .installed(false)
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void aRuntimeWritesAfterwardsWhatWasRecordedMeanwhile(Servers kind) throws InterruptedException {
    use(kind);
    int recorded = 100_000;
    try (MetricsRuntime runtime = runtime(SHORT).start()) {
      pauseWithinAFlush();
      runtime.metrics().count(Sums.COUNTER, 1);
      await(paused);
      for (int i = 1; i < recorded; i++) {
        runtime.metrics().count(Sums.COUNTER, 1);
      }
      resume();
    }

    try (StorageBackend store = open(LONGER)) {
      assertThat(Sums.in(store)).isEqualTo(new Sums(recorded, 0, 0));
    }
  }
}

package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.StorageBackend;
import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.DatabaseServer;
import io.tallystick.store.jdbc.servers.Frame;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that is far away, behind a narrow line. */
class SlowLinkTest {
  private static final int SERIES = 1_000;
  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final long BYTES_PER_SECOND = 1_000_000;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What a flush asks for beside its rows: on PostgreSQL all of them are one request. */
  private static final int MOST_REQUESTS = 8;

  private final AtomicInteger requests = new AtomicInteger();

  private Cut count(Frame frame) {
    if (frame.isRequest("Query") || frame.isRequest("Sync")) {
      requests.incrementAndGet();
    }
    return Cut.PASS;
  }

  @ParameterizedTest
  @CsvSource({"POSTGRES, 1", "MARIADB, 1000"})
  void aThousandSeriesAreMadeAndWrittenWithinTheTimeForEachAnswer(Servers kind, int rowRequests) {
    DatabaseServer server = kind.shared();
    String url = server.freshSchema();
    try (CuttingProxy proxy = CuttingProxy.before(server);
        StorageBackend near = Servers.open(server, url, ANSWER);
        StorageBackend store = Servers.open(server, proxy.through(url), ANSWER)) {
      near.prepare();
      proxy.slow(BYTES_PER_SECOND, LATENCY);
      FlushedRecording recording = new FlushedRecording(store.buckets());
      recording.recordEach(SERIES);
      assertThat(recording.flush()).isTrue();

      proxy.rule(this::count);
      recording.recordEach(SERIES);
      long begin = System.nanoTime();
      assertThat(recording.flush()).isTrue();
      Duration took = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(requests).hasValueLessThanOrEqualTo(rowRequests + MOST_REQUESTS);
      assertThat(took).isLessThan(LATENCY.multipliedBy(2 * SERIES));
      assertThat(Sums.in(store)).isEqualTo(recording.recorded());
    }
  }
}

package io.tallystick.store.jdbc.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import io.tallystick.store.jdbc.servers.Cut;
import io.tallystick.store.jdbc.servers.CutRule;
import io.tallystick.store.jdbc.servers.CuttingProxy;
import io.tallystick.store.jdbc.servers.Frame;
import io.tallystick.store.jdbc.servers.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A server that takes nothing in any more. PostgreSQL's driver notices by itself; whatever does not
 * is given up by {@code OwnerThread}, which has a test of its own.
 */
class FullSocketTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int SKETCH_BYTES = 8_000;

  @Test
  void itIsNotWaitedForAndTheNextConnectionWorks() {
    PostgresServer server = PostgresServer.shared();
    Batch large = large();
    try (CuttingProxy proxy = CuttingProxy.before(server);
        StorageBackend store =
            Servers.open(server, proxy.through(server.freshSchema()), Duration.ofSeconds(1))) {
      store.buckets().write(new Batch(large.buckets().subList(0, 1)));
      proxy.rule(holdBeforeTheBuckets());
      long begin = System.nanoTime();

      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> store.buckets().write(large))
          .matches(StorageException::canRetry);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
      assertThat(proxy.cuts()).isEqualTo(1);
      proxy.pass();

      Batch small = new Batch(large.buckets().subList(0, 10));
      assertThat(store.buckets().write(small).refused()).isEmpty();
    }
  }

  /** When the horizons were answered, what comes next are the buckets. */
  private static CutRule holdBeforeTheBuckets() {
    boolean[] isAsked = {false};
    return frame -> {
      isAsked[0] |= frame.sender() == Frame.Sender.CLIENT && frame.says("FOR SHARE");
      boolean isAnswered =
          isAsked[0]
              && frame.sender() == Frame.Sender.SERVER
              && frame.type().equals("ReadyForQuery");
      if (!isAnswered) {
        return Cut.PASS;
      }
      isAsked[0] = false;
      return Cut.after(Cut.Ending.HOLD);
    };
  }

  /** More than all sockets on the way take in. */
  private static Batch large() {
    SeriesKey series =
        SeriesKey.system("a.size_bytes", MetricKind.HISTOGRAM, "service:api", Tags.of());
    Random random = new Random(1);
    List<OwnedBucket> buckets = new ArrayList<>();
    for (int minute = 0; minute < Batch.MAX_BUCKETS; minute++) {
      byte[] sketch = new byte[SKETCH_BYTES];
      random.nextBytes(sketch);
      HistogramState state =
          new HistogramState(1, 1, 1, 1, new Percentiles(1, 1, 1), SketchBytes.copyOf(sketch));
      buckets.add(
          new OwnedBucket(
              series,
              Granularity.MINUTE,
              new WriterId(1, 2),
              new Bucket(START.plusSeconds(60L * minute), 1, state)));
    }
    return new Batch(buckets);
  }
}

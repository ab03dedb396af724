package io.tallystick.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.core.MetricsRuntime;
import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.core.testing.ForwardingBackend;
import io.tallystick.core.testing.ForwardingBuckets;
import io.tallystick.servlet.containers.TestContainer;
import io.tallystick.spi.BucketCursor;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.TimeRange;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that goes away while history is taken elsewhere. */
@ParameterizedClass
@EnumSource(Transport.class)
class BrokenExportWireTest {
  private static final int SERIES = 5_000;
  private static final String ADDRESS = "/admin/api-metrics/export?format=csv&period=24h";

  private static final InMemoryBackend KEPT = InMemoryBackend.create();

  @Parameter Transport transport;

  @BeforeAll
  static void record() {
    MetricsRuntime runtime = runtime(Integer.MAX_VALUE).start();
    Random random = new Random(7);
    for (int i = 0; i < SERIES; i++) {
      char shard = (char) ('a' + i % 10);
      runtime.metrics().count("orders." + shard + ".count", 1, Tags.of("shop", word(random)));
    }
    runtime.close();
  }

  /** Such as cannot be pressed much. */
  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  @AfterAll
  static void stop() {
    KEPT.close();
  }

  private static MetricsRuntime runtime(int rows) {
    return MetricsRuntime.builder()
        .source("service:test")
        .installed(false)
        .storage(
            new ForwardingBackend(KEPT) {
              @Override
              public BucketStore buckets() {
                return new Failing(KEPT.buckets(), rows);
              }

              @Override
              public void close() {
                // the next one reads what this one wrote
              }
            })
        .build();
  }

  private Reply exported(int rows, String... headers) throws IOException {
    try (MetricsRuntime runtime = runtime(rows);
        TestContainer server = transport.start(runtime, EndpointSettings.standard())) {
      return Wire.get(server.port(), ADDRESS, headers);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void beforeTheFirstPartIsSentItIsARefusalLikeAnyOther(String coding) throws IOException {
    Reply reply = exported(0, "Accept-Encoding: " + coding);

    assertThat(reply.status()).as("%s", reply).isEqualTo(503);
    assertThat(reply.header("retry-after")).isNotNull();
    assertThat(reply.header("content-type")).startsWith("application/problem+json");
    assertThat(reply.headers()).doesNotContainKeys("content-encoding", "content-disposition");
    assertThat(reply.isOurs()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void afterwardsTheConnectionEndsBeforeTheAnswerDoes(String coding) throws IOException {
    Reply reply = exported(SERIES - 1, "Accept-Encoding: " + coding);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isNotEmpty();
    assertThat(reply.isWhole()).as("nobody may take a part for the whole").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void aStoreThatStaysGivesAllOfIt(String coding) throws IOException {
    Reply reply = exported(Integer.MAX_VALUE, "Accept-Encoding: " + coding);

    assertThat(reply.isWhole()).isTrue();
    String text = coding.equals("gzip") ? reply.unpressed() : reply.text();
    assertThat(text.lines().filter(line -> line.contains(",orders.")).count()).isEqualTo(SERIES);
  }

  /** Fails at a row. */
  private static final class Failing extends ForwardingBuckets {
    private final int rows;

    Failing(BucketStore target, int rows) {
      super(target);
      this.rows = rows;
    }

    @Override
    public BucketCursor read(BucketQuery query) {
      return new Cut(super.read(query), rows);
    }

    @Override
    public BucketCursor readAll(Granularity granularity, TimeRange range) {
      return new Cut(super.readAll(granularity, range), rows);
    }
  }

  private static final class Cut implements BucketCursor {
    private final BucketCursor all;
    private int left;

    Cut(BucketCursor all, int rows) {
      this.all = all;
      this.left = rows;
    }

    @Override
    public boolean hasNext() {
      if (left == 0) {
        throw StorageException.temporary("The store is away.", null);
      }
      return all.hasNext();
    }

    @Override
    public OwnedBucket next() {
      left--;
      return all.next();
    }

    @Override
    public void close() {
      all.close();
    }
  }
}

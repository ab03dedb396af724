package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.ORDERS;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.owned;
import static io.tallystick.spi.SampleBuckets.user;
import static io.tallystick.spi.SampleBuckets.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tallystick.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who wrote to a {@link BucketStore}, for those that note it; a part of its contract. */
public abstract class WritersContract extends OpenedBackend {
  private static final int ALL = 100;
  private static final SeriesKey OF_WORKER = user("service:worker", "t1", Tags.empty());

  /** As {@link StorageBackendContract#notesWriters}. */
  protected boolean notesWriters() {
    return true;
  }

  @BeforeEach
  void requireThatWritersAreNoted() {
    assumeTrue(notesWriters(), "The backend says that it does not note who writes.");
  }

  private static OwnedBucket by(WriterId writer, SeriesKey series, Instant start) {
    return owned(series, writer, new Bucket(start, 1, CounterState.ofWhole(1)));
  }

  private List<WriterActivity> everybody() {
    return backend.buckets().writers(Instant.MIN, ALL);
  }

  /** Writes later than what was written before, as clocks tell that know milliseconds. */
  private void writeLater(OwnedBucket bucket) {
    long before = System.currentTimeMillis();
    while (System.currentTimeMillis() <= before + 1) {
      Thread.onSpinWait();
    }
    write(bucket);
  }

  @Test
  void nobodyWroteToANewStore() {
    assertThat(everybody()).isEmpty();
  }

  @Test
  void whoWroteIsKnownWithItsSourceAndTheTime() {
    write(by(WRITER, ORDERS, TEN));

    assertThat(everybody())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.writer()).isEqualTo(WRITER);
              assertThat(each.source()).isEqualTo("service:api");
              assertThat(each.lastSeen())
                  .isCloseTo(backend.control().now(), within(5, ChronoUnit.MINUTES))
                  .isEqualTo(each.lastSeen().truncatedTo(ChronoUnit.MILLIS));
            });
  }

  @Test
  void theOneThatWroteLastComesFirst() {
    write(by(WRITER, ORDERS, TEN));
    writeLater(by(OTHER_WRITER, OF_WORKER, TEN));
    assertThat(everybody())
        .extracting(WriterActivity::writer, WriterActivity::source)
        .containsExactly(tuple(OTHER_WRITER, "service:worker"), tuple(WRITER, "service:api"));

    writeLater(by(WRITER, ORDERS, TEN.plusSeconds(60)));
    assertThat(everybody())
        .extracting(WriterActivity::writer)
        .containsExactly(WRITER, OTHER_WRITER);
    assertThat(everybody()).isSortedAccordingTo(WriterActivity.NEWEST_FIRST);
  }

  @Test
  void whoWritesTheSameAgainWasSeenAgain() {
    write(version(1));
    Instant first = everybody().get(0).lastSeen();
    writeLater(version(1));

    assertThat(everybody()).singleElement();
    assertThat(everybody().get(0).lastSeen()).isAfter(first);
  }

  @Test
  void whatWasMergedIsNobodys() {
    write(by(WriterId.FOLDED, ORDERS, TEN));

    assertThat(everybody()).isEmpty();
  }

  @Test
  void whoHadNothingTakenDidNotWrite() {
    Instant tooFar = backend.control().now().plus(BucketStore.FARTHEST_AHEAD.multipliedBy(2));
    write(by(WRITER, ORDERS, tooFar.truncatedTo(ChronoUnit.MINUTES)));

    assertThat(everybody()).isEmpty();
  }

  @Test
  void whoWasSeenLastBeforeATimeIsLeftOut() {
    write(by(WRITER, ORDERS, TEN));
    Instant seen = everybody().get(0).lastSeen();

    assertThat(backend.buckets().writers(seen, ALL)).hasSize(1);
    assertThat(backend.buckets().writers(seen.plusNanos(1), ALL)).isEmpty();
    assertThat(backend.buckets().writers(seen.plus(Duration.ofDays(1)), ALL)).isEmpty();
    assertThat(backend.buckets().writers(Instant.MAX, ALL)).isEmpty();
  }

  @Test
  void noMoreAreGivenThanWereAskedFor() {
    write(by(WRITER, ORDERS, TEN));
    writeLater(by(OTHER_WRITER, ORDERS, TEN));

    assertThat(backend.buckets().writers(Instant.EPOCH, 1))
        .extracting(WriterActivity::writer)
        .containsExactly(OTHER_WRITER);
  }
}

package io.tallystick.core.flush;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SketchBytes;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final WriterId WRITER = new WriterId(1, 2);

  private static OwnedBucket counter(int minute, long version) {
    return bucket("orders.count", minute, version, CounterState.ofWhole(version));
  }

  private static OwnedBucket histogram(int minute, long version, int sketchBytes) {
    return bucket(
        "upload.size_bytes",
        minute,
        version,
        new HistogramState(
            1, 1, 1, 1, new Percentiles(1, 1, 1), SketchBytes.copyOf(new byte[sketchBytes])));
  }

  private static OwnedBucket bucket(String name, int minute, long version, BucketState state) {
    SeriesKey series = SeriesKey.system(name, state.kind(), "service:api", Tags.empty());
    Instant start = Instant.ofEpochSecond(60L * minute);
    return new OwnedBucket(series, Granularity.MINUTE, WRITER, new Bucket(start, version, state));
  }

  @Test
  void bucketsStayUntilTheyAreConfirmed() {
    Backlog backlog = new Backlog(100_000);
    backlog.offer(List.of(counter(1, 1), counter(2, 1)));
    Batch first = backlog.next();

    assertThat(backlog.next()).isEqualTo(first);
    backlog.confirm(first);
    assertThat(backlog.size()).isZero();
    assertThat(backlog.next().buckets()).isEmpty();
  }

  @Test
  void aBucketThatChangedWhileItWasWrittenStays() {
    Backlog backlog = new Backlog(100_000);
    backlog.offer(List.of(counter(1, 1), counter(2, 1)));
    Batch first = backlog.next();
    backlog.offer(List.of(counter(1, 2)));
    backlog.confirm(first);

    assertThat(backlog.next().buckets()).containsExactly(counter(1, 2));
  }

  @Test
  void anOlderVersionThatComesLateChangesNothing() {
    Backlog backlog = new Backlog(100_000);
    backlog.offer(List.of(counter(1, 6)));
    backlog.offer(List.of(counter(1, 5)));

    assertThat(backlog.next().buckets()).containsExactly(counter(1, 6));
  }

  @Test
  void theOldestComeFirstAlsoWhereANewerVersionCame() {
    Backlog backlog = new Backlog(100_000);
    backlog.offer(List.of(counter(1, 1), counter(2, 1)));
    backlog.offer(List.of(counter(1, 2)));

    assertThat(backlog.next().buckets()).containsExactly(counter(1, 2), counter(2, 1));
  }

  @Test
  void sketchesCountAgainstTheBoundWithTheirSize() {
    Backlog backlog = new Backlog(10_000);

    assertThat(backlog.offer(List.of(histogram(1, 1, 5_000)))).isZero();
    assertThat(backlog.offer(List.of(histogram(2, 1, 5_000)))).isEqualTo(1);
    assertThat(backlog.next().buckets()).containsExactly(histogram(2, 1, 5_000));
  }

  @Test
  void whatIsReplacedOrConfirmedMakesRoom() {
    Backlog backlog = new Backlog(10_000);
    for (int version = 1; version <= 50; version++) {
      assertThat(backlog.offer(List.of(histogram(1, version, 9_000)))).isZero();
    }
    backlog.confirm(backlog.next());

    for (int minute = 0; minute < 50; minute++) {
      assertThat(backlog.offer(List.of(histogram(minute, 1, 9_000)))).isZero();
      backlog.confirm(backlog.next());
    }
  }

  @Test
  void aBucketThatIsLargerThanTheBoundIsGivenUpAtOnce() {
    Backlog backlog = new Backlog(1_000);

    backlog.offer(List.of(histogram(1, 1, 5_000)));
    assertThat(backlog.size()).isZero();
    backlog.offer(List.of(counter(1, 1)));
    assertThat(backlog.size()).isEqualTo(1);
  }

  @Test
  void whatIsGivenUpOfTheNewestWindowIsLostOnceAndOnlyWhenItDidNotComeAgain() {
    Backlog backlog = new Backlog(1_000);
    for (int version = 1; version <= 5; version++) {
      assertThat(backlog.offer(List.of(histogram(1, version, 5_000)))).isZero();
    }
    assertThat(backlog.offer(List.of(counter(2, 1)))).isEqualTo(1);
    backlog.confirm(backlog.next());

    for (int version = 1; version <= 5; version++) {
      assertThat(backlog.offer(List.of(histogram(3, version, 5_000)))).isZero();
    }
    assertThat(backlog.offer(List.of(histogram(3, 6, 10)))).isZero();
    assertThat(backlog.offer(List.of(counter(4, 1)))).isZero();
  }

  @Test
  void whatIsBeingWrittenIsNotGivenUp() {
    Backlog backlog = new Backlog(800);
    backlog.offer(List.of(counter(1, 1)));
    backlog.offer(List.of(counter(2, 1)));
    Batch batch = backlog.next();
    assertThat(backlog.offer(List.of(counter(3, 1)))).isZero();
    assertThat(backlog.next()).isEqualTo(batch);
    backlog.confirm(batch);
    backlog.release();

    assertThat(backlog.offer(List.of(counter(4, 1)))).isEqualTo(1);
    assertThat(backlog.offer(List.of(counter(5, 1)))).isZero();
    assertThat(backlog.offer(List.of(counter(6, 1)))).isEqualTo(1);
    assertThat(backlog.next().buckets()).containsExactly(counter(5, 1), counter(6, 1));
  }
}

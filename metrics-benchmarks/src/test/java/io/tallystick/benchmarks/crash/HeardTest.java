package io.tallystick.benchmarks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.benchmarks.crash.WrittenBucket.Place;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeardTest {
  private static final WriterId WRITER = WriterId.random();

  private final Heard heard = new Heard();

  @Test
  void whatWasConfirmedIsDue() {
    confirm(bucket("a", 1), bucket("b", 1));
    confirm(bucket("a", 2));

    assertThat(heard.faults(stored(bucket("a", 2), bucket("b", 1)))).isEmpty();
    assertThat(heard.faults(stored(bucket("a", 2)))).hasSize(1);
    assertThat(heard.faults(stored(bucket("a", 1), bucket("b", 1)))).hasSize(1);
    assertThat(heard.faults(stored())).hasSize(2);
  }

  @Test
  void theWriteThatWasInFlightIsThereWholeOrNotAtAll() {
    confirm(bucket("a", 1), bucket("b", 1));
    offer(bucket("a", 3), bucket("b", 3));

    assertThat(heard.faults(stored(bucket("a", 1), bucket("b", 1)))).isEmpty();
    assertThat(heard.faults(stored(bucket("a", 3), bucket("b", 3)))).isEmpty();
    assertThat(heard.faults(stored(bucket("a", 3), bucket("b", 1)))).hasSize(1);
    assertThat(heard.faults(stored(bucket("a", 4), bucket("b", 4)))).hasSize(2);
  }

  @Test
  void anEqualVersionWithAnotherStateIsAFault() {
    confirm(bucket("a", 1));
    WrittenBucket other = new WrittenBucket(WRITER, 60_000, "a", 1, "other");

    assertThat(heard.faults(stored(other))).hasSize(1);
  }

  @Test
  void aBucketThatNobodyOfferedIsAFault() {
    confirm(bucket("a", 1));

    assertThat(heard.faults(stored(bucket("a", 1), bucket("b", 1)))).hasSize(1);
  }

  @Test
  void aLineThatWasCutOffSaysNothing() {
    offer(bucket("a", 1));
    heard.take("kep");
    heard.take(AnnouncedBackend.OFFER + "12");

    assertThat(heard.writes()).isZero();
    assertThat(heard.isInFlight()).isTrue();
    assertThat(heard.faults(stored())).isEmpty();
  }

  @Test
  void aWriteThatFailedIsRemembered() {
    offer(bucket("a", 1));
    heard.take(AnnouncedBackend.FAILED + "the disk is full");
    offer(bucket("a", 1));
    offer(bucket("a", 2));

    assertThat(heard.failures()).hasSize(2);
  }

  @Test
  void whoWaitsForSomethingThatIsNeverSaidIsToldSo() throws InterruptedException {
    assertThat(heard.await(said -> said.said("ready"), Duration.ofMillis(1))).isFalse();
    heard.end();
    assertThat(heard.await(said -> said.said("ready"), Duration.ofDays(1))).isFalse();
  }

  private void confirm(WrittenBucket... buckets) {
    offer(buckets);
    heard.take(AnnouncedBackend.KEPT);
  }

  private void offer(WrittenBucket... buckets) {
    for (WrittenBucket bucket : buckets) {
      heard.take(AnnouncedBackend.OFFER + bucket.line());
    }
    heard.take(AnnouncedBackend.WRITE);
  }

  private static WrittenBucket bucket(String series, long version) {
    return new WrittenBucket(WRITER, 60_000, series, version, "state " + version);
  }

  private static Map<Place, WrittenBucket> stored(WrittenBucket... buckets) {
    return Arrays.stream(buckets)
        .collect(Collectors.toMap(WrittenBucket::place, Function.identity()));
  }
}

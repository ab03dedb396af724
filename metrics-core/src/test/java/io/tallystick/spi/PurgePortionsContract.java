package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.atMinutes;
import static io.tallystick.spi.SampleBuckets.minute;
import static io.tallystick.spi.SampleBuckets.owned;
import static io.tallystick.spi.SampleBuckets.withValue;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a purge goes on when there is more to forget than it may forget at once. */
abstract class PurgePortionsContract extends OpenedBackend {
  @Test
  void aPurgeGoesInPortionsTheOldestFirst() {
    write(atMinutes(IntStream.range(0, 20).toArray()));
    janitor().foldAll();
    PurgeOutcome first = purge(Granularity.MINUTE, minute(15), 4);

    requirePortion(first, 4);
    assertThat(first.horizon()).isEqualTo(minute(15));
    assertThat(readAll(Granularity.MINUTE))
        .extracting(OpenedBackend::start)
        .containsExactlyElementsOf(minutes(first.removed(), 20));

    int rest = janitor().purgeAll(Granularity.MINUTE, minute(15), 4);
    assertThat(first.removed() + rest).isEqualTo(15);
    assertThat(readAll(Granularity.MINUTE))
        .extracting(OpenedBackend::start)
        .containsExactlyElementsOf(minutes(15, 20));
  }

  /** A store that can let go of all of them in no time does. */
  private static void requirePortion(PurgeOutcome outcome, int most) {
    if (!outcome.isDone()) {
      assertThat(outcome.removed()).isBetween(1, most);
    }
  }

  private static List<Instant> minutes(int from, int to) {
    return IntStream.range(from, to).mapToObj(SampleBuckets::minute).toList();
  }

  @Test
  void aPortionMayEndWithinAMinuteOfASeries() {
    Bucket old = new Bucket(minute(0), 1, CounterState.ofWhole(1));
    Bucket kept = new Bucket(minute(5), 1, CounterState.ofWhole(1));
    for (String value : List.of("a", "b", "c")) {
      for (WriterId writer : List.of(WRITER, OTHER_WRITER)) {
        write(owned(withValue(value), writer, old), owned(withValue(value), writer, kept));
      }
    }
    janitor().foldAll();
    PurgeOutcome outcome = purge(Granularity.MINUTE, minute(5), 3);
    requirePortion(outcome, 3);
    int first = outcome.removed();
    int left = readAll(Granularity.MINUTE).size();
    int rest = janitor().purgeAll(Granularity.MINUTE, minute(5), 3);

    assertThat(left).isEqualTo(12 - first);
    assertThat(first + rest).isEqualTo(6);
    assertThat(readAll(Granularity.MINUTE))
        .hasSize(6)
        .extracting(OpenedBackend::start)
        .containsOnly(minute(5));
  }

  @Test
  void aPurgeThatEndsWithAPortionIsDoneWhenItFindsNothingMore() {
    write(atMinutes(IntStream.range(0, 10).toArray()));
    janitor().foldAll();

    assertThat(janitor().purgeAll(Granularity.MINUTE, minute(5), 5)).isEqualTo(5);
    assertThat(purge(Granularity.MINUTE, minute(5), 5))
        .isEqualTo(new PurgeOutcome(0, true, minute(5)));
  }
}

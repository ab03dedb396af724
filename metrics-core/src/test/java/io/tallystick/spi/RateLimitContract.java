package io.tallystick.spi;

import static io.tallystick.spi.SampleBuckets.HOUR;
import static io.tallystick.spi.SampleBuckets.OTHER_WRITER;
import static io.tallystick.spi.SampleBuckets.TEN;
import static io.tallystick.spi.SampleBuckets.WRITER;
import static io.tallystick.spi.SampleBuckets.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ControlStore} does with uses of rate limits; a part of {@link
 * ControlStoreContract}.
 */
abstract class RateLimitContract extends LeaseContract {
  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATE = TEN.plus(Duration.ofDays(1));

  static RateLimitQuery everyMinute() {
    return RateLimitQuery.of(Granularity.MINUTE, HOUR, 1_000);
  }

  static RateLimitUse use(String key, int minute, WriterId writer, long used) {
    return RateLimitUse.ofMinute(key, minute(minute), writer, used, 100);
  }

  private void put(RateLimitUse... uses) {
    assertThat(control().putRateLimitUses(List.of(uses))).isZero();
  }

  private List<RateLimitUse> stored() {
    return control().rateLimitUses(everyMinute());
  }

  private List<RateLimitUse> folded(Granularity granularity) {
    TimeRange day = new TimeRange(TEN.minus(Duration.ofDays(1)), LATE);
    return control().rateLimitUses(RateLimitQuery.of(granularity, day, 1_000));
  }

  /** As often as there is something to do. */
  private void fold(Instant over, Instant settled) {
    int folded;
    do {
      folded = control().foldRateLimits(lease(), over, settled, 1);
    } while (folded > 0);
  }

  private void fold() {
    fold(LATE, LONG_AGO);
  }

  private void settle() {
    fold(LATE, LATE);
  }

  @Test
  void theUsesOfAllWritersAreAddedUp() {
    put(use("client:1", 0, WRITER, 40), use("client:1", 0, OTHER_WRITER, 50));
    put(use("client:2", 0, WRITER, 7), use("client:1", 1, WRITER, 8));

    assertThat(stored())
        .containsExactly(
            use("client:1", 0, WriterId.FOLDED, 90),
            use("client:2", 0, WriterId.FOLDED, 7),
            use("client:1", 1, WriterId.FOLDED, 8));
  }

  @Test
  void aStateThatGrewTakesThePlaceOfTheOneBeforeAndAnOlderOneChangesNothing() {
    put(use("client:1", 0, WRITER, 40));
    put(use("client:1", 0, WRITER, 55));
    put(use("client:1", 0, WRITER, 55));
    put(use("client:1", 0, WRITER, 41));

    assertThat(stored()).containsExactly(use("client:1", 0, WriterId.FOLDED, 55));
  }

  @Test
  void ofLimitsThatWritersToldTheGreatestCounts() {
    put(RateLimitUse.ofMinute("client:1", TEN, WRITER, 30, 60));
    put(RateLimitUse.ofMinute("client:1", TEN, OTHER_WRITER, 30, 120));

    assertThat(stored())
        .singleElement()
        .satisfies(use -> assertThat(use.limit()).isEqualTo(120))
        .satisfies(use -> assertThat(use.peakPercent()).isEqualTo(50));
  }

  @Test
  void aKeyOfAnyLettersComesBackAsItWas() {
    String odd = "Straße 'é\u0301' \\ % _ 日本語 😀 ";
    put(use(odd, 0, WRITER, 1), use(odd.strip(), 0, WRITER, 2));

    assertThat(stored()).extracting(RateLimitUse::key).contains(odd, odd.strip());
    assertThat(control().rateLimitUses(everyMinute().ofKey(odd))).hasSize(1);
  }

  @Test
  void usesComeWithTheOldestFirstWithinTheRangeAndSoManyAtMost() {
    IntStream.of(30, -1, 59, 0, 60).forEach(at -> put(use("client:1", at, WRITER, 1)));

    assertThat(stored())
        .extracting(RateLimitUse::start)
        .containsExactly(minute(0), minute(30), minute(59));
    assertThat(control().rateLimitUses(RateLimitQuery.of(Granularity.MINUTE, HOUR, 2)))
        .extracting(RateLimitUse::start)
        .containsExactly(minute(0), minute(30));
  }

  @Test
  void usesAreFoundByKeyAndByHowNearTheyCame() {
    put(use("client:1", 0, WRITER, 40), use("client:1", 0, OTHER_WRITER, 40));
    put(use("client:2", 0, WRITER, 79), use("client:1", 1, WRITER, 100));

    assertThat(control().rateLimitUses(everyMinute().ofKey("client:2"))).hasSize(1);
    assertThat(control().rateLimitUses(everyMinute().atLeast(80)))
        .containsExactly(
            use("client:1", 0, WriterId.FOLDED, 80), use("client:1", 1, WriterId.FOLDED, 100));
    fold();
    assertThat(control().rateLimitUses(ofHour().atLeast(80)))
        .extracting(RateLimitUse::key)
        .containsExactly("client:1");
    assertThat(control().rateLimitUses(ofHour().ofKey("client:2").atLeast(79))).hasSize(1);
  }

  private static RateLimitQuery ofHour() {
    return RateLimitQuery.of(Granularity.HOUR, HOUR, 10);
  }

  @Test
  void minutesAreFoldedIntoFiveAndTheseIntoTheHour() {
    put(use("client:1", 0, WRITER, 30), use("client:1", 0, OTHER_WRITER, 60));
    put(use("client:1", 3, WRITER, 10), use("client:1", 59, OTHER_WRITER, 20));
    put(use("client:2", 4, WRITER, 33));

    fold();

    RateLimitUse first = folded(Granularity.FIVE_MINUTES).get(0);
    assertThat(first.used()).isEqualTo(100);
    assertThat(first.limit()).isEqualTo(200);
    assertThat(first.utilisationPercent()).isEqualTo(50);
    assertThat(first.peakPercent()).isCloseTo(90, within(1e-9));
    assertThat(folded(Granularity.FIVE_MINUTES))
        .extracting(RateLimitUse::key)
        .containsExactly("client:1", "client:2", "client:1");
    RateLimitUse hour = folded(Granularity.HOUR).get(0);
    assertThat(hour.start()).isEqualTo(TEN);
    assertThat(hour.used()).isEqualTo(120);
    assertThat(hour.limit()).isEqualTo(300);
    assertThat(hour.peakPercent()).isCloseTo(90, within(1e-9));
    assertThat(hour.writer()).isEqualTo(WriterId.FOLDED);
  }

  @Test
  void onlyWhatIsOverIsFolded() {
    put(use("client:1", 4, WRITER, 1), use("client:1", 5, WRITER, 1));

    fold(minute(10).minusMillis(1), LONG_AGO);
    assertThat(folded(Granularity.FIVE_MINUTES)).hasSize(1);
    fold(minute(10), LONG_AGO);
    assertThat(folded(Granularity.FIVE_MINUTES)).hasSize(2);
  }

  @Test
  void whatComesLateIsFoldedAgain() {
    put(use("client:1", 0, WRITER, 30));
    fold();
    put(use("client:1", 0, OTHER_WRITER, 20), use("client:1", 7, WRITER, 1));
    fold();
    fold();

    assertThat(folded(Granularity.FIVE_MINUTES))
        .extracting(RateLimitUse::used)
        .containsExactly(50L, 1L);
    assertThat(folded(Granularity.HOUR)).extracting(RateLimitUse::used).containsExactly(51L);
  }

  @Test
  void whatDidNotChangeIsNotFoldedAgain() {
    put(use("client:1", 0, WRITER, 30));

    assertThat(control().foldRateLimits(lease(), LATE, LONG_AGO, 10)).isEqualTo(1);
    assertThat(control().foldRateLimits(lease(), LATE, LONG_AGO, 10)).isZero();
    assertThat(control().foldRateLimits(lease(), LATE, LATE, 10)).isEqualTo(1);
    assertThat(control().foldRateLimits(lease(), LATE, LATE, 10)).isZero();
  }

  @Test
  void ofASettledMinuteOneRowIsLeftAndLaterOnesAreRefused() {
    put(use("client:1", 0, WRITER, 30), use("client:1", 0, OTHER_WRITER, 60));
    settle();

    assertThat(
            control()
                .putRateLimitUses(
                    List.of(use("client:1", 0, WRITER, 31), use("client:1", 4, WRITER, 9))))
        .isEqualTo(2);
    put(use("client:1", 5, WRITER, 3));
    settle();
    assertThat(stored()).extracting(RateLimitUse::used).containsExactly(90L, 3L);
    assertThat(folded(Granularity.FIVE_MINUTES))
        .extracting(RateLimitUse::used)
        .containsExactly(90L, 3L);
    assertThat(folded(Granularity.HOUR)).extracting(RateLimitUse::used).containsExactly(93L);
  }

  @Test
  void whoLostTheLeaseFoldsNothing() {
    put(use("client:1", 0, WRITER, 30));
    Lease lost = take("janitor", WRITER);
    control().release(lost);
    take("janitor", OTHER_WRITER);

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> control().foldRateLimits(lost, LATE, LATE, 10));
    assertThat(folded(Granularity.FIVE_MINUTES)).isEmpty();
    put(use("client:1", 0, OTHER_WRITER, 1)); // nothing is settled either
  }

  @Test
  void statesInAnyOrderOftenAndBetweenFoldsComeToTheSame() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<RateLimitUse> states = new ArrayList<>();
    long all = 0;
    for (int minute = 0; minute < 15; minute++) {
      for (WriterId writer : List.of(WRITER, OTHER_WRITER)) {
        int last = 1 + random.nextInt(20);
        IntStream.rangeClosed(1, last).mapToObj(at(minute, writer)).forEach(states::add);
        all += last;
      }
    }
    states.addAll(List.copyOf(states).subList(0, states.size() / 2));
    Collections.shuffle(states, random);
    for (int from = 0; from < states.size(); from += 40) {
      put(states.subList(from, Math.min(from + 40, states.size())).toArray(new RateLimitUse[0]));
      fold(minute(random.nextInt(20)), LONG_AGO);
    }
    settle();

    for (Granularity granularity : List.of(Granularity.FIVE_MINUTES, Granularity.HOUR)) {
      assertThat(folded(granularity).stream().mapToLong(RateLimitUse::used).sum())
          .as("%s, seed %d", granularity, seed)
          .isEqualTo(all);
    }
    assertThat(stored()).hasSize(15);
    assertThat(stored().stream().mapToLong(RateLimitUse::used).sum()).isEqualTo(all);
  }

  private static IntFunction<RateLimitUse> at(int minute, WriterId writer) {
    return used -> use("client:1", minute, writer, used);
  }

  @Test
  void manyKeysAreFoldedTogether() {
    List<RateLimitUse> uses =
        IntStream.range(0, 1_203).mapToObj(i -> use("k" + i, i % 5, WRITER, 1 + i % 7)).toList();
    assertThat(control().putRateLimitUses(uses)).isZero();

    settle();

    assertThat(control().rateLimitUses(RateLimitQuery.of(Granularity.FIVE_MINUTES, HOUR, 10_000)))
        .hasSize(1_203);
    assertThat(
            control().rateLimitUses(RateLimitQuery.of(Granularity.HOUR, HOUR, 10_000)).stream()
                .mapToLong(RateLimitUse::used)
                .sum())
        .isEqualTo(uses.stream().mapToLong(RateLimitUse::used).sum());
  }

  @Test
  void whatIsStillToBeFoldedIsNotPurged() {
    put(use("client:1", 0, WRITER, 30), use("client:1", 7, WRITER, 3));
    fold(minute(20), minute(5)); // the first window is settled, the second is not

    int gone = control().purge(lease(), ControlRecord.RATE_LIMIT_MINUTE, LATE, 100);
    assertThat(gone).isEqualTo(1);
    assertThat(control().purge(lease(), ControlRecord.RATE_LIMIT_FIVE_MINUTES, LATE, 100)).isZero();
    put(use("client:1", 7, OTHER_WRITER, 4));
    settle();
    assertThat(folded(Granularity.HOUR)).extracting(RateLimitUse::used).containsExactly(37L);
    assertThat(control().purge(lease(), ControlRecord.RATE_LIMIT_FIVE_MINUTES, LATE, 100))
        .isEqualTo(2);
  }

  @Test
  void widerWindowsGoWhenTheyAreOlder() {
    for (int hour = 0; hour < 4; hour++) {
      put(wide(Granularity.FIVE_MINUTES, hour), wide(Granularity.HOUR, hour));
    }
    Instant before = minute(120);

    assertThat(control().purge(lease(), ControlRecord.RATE_LIMIT_HOUR, before, 1)).isEqualTo(1);
    assertThat(control().purge(lease(), ControlRecord.RATE_LIMIT_HOUR, before, 9)).isEqualTo(1);
    assertThat(folded(Granularity.FIVE_MINUTES)).hasSize(4);
    assertThat(folded(Granularity.HOUR))
        .extracting(RateLimitUse::start)
        .containsExactly(minute(120), minute(180));
    assertThat(control().purge(lease(), ControlRecord.RATE_LIMIT_FIVE_MINUTES, before, 9))
        .isEqualTo(2);
  }

  private static RateLimitUse wide(Granularity granularity, int hour) {
    Instant start = minute(60 * hour);
    return new RateLimitUse("client:1", granularity, start, WriterId.FOLDED, 1, 1, 100, 1);
  }

  /** Settled, so that they may be purged. */
  void putSettledUses(int... minutes) {
    for (int minute : minutes) {
      put(use("client:1", minute, WRITER, 1));
    }
    settle();
  }
}

package io.tallystick.core.ratelimit;

import static io.tallystick.core.ratelimit.LimitRig.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.RateLimitUse;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitHistoryTest {
  private final LimitRig rig = new LimitRig();
  private final LimitRig.Instance one = rig.instance();
  private final LimitRig.Instance other = rig.instance();

  @AfterEach
  void close() {
    rig.close();
  }

  private TimeRange last(Duration time) {
    Instant now = Instant.ofEpochMilli(rig.millis.get());
    return new TimeRange(now.minus(time), now.plusMillis(1));
  }

  @Test
  void theUseOfNowIsThatOfAllInstancesWithWhatIsNotStoredYet() {
    one.observe("a", 100, 30);
    other.observe("a", 100, 20);
    other.writer.flush();
    one.observe("b", 10, 9);

    List<KeyUtilisation> current = one.history.current();

    assertThat(current).extracting(KeyUtilisation::name).containsExactly("b", "a");
    assertThat(current.get(1).used()).isEqualTo(50);
    assertThat(current.get(1).percent()).isEqualTo(50);
    one.writer.flush();
    assertThat(one.history.current()).isEqualTo(current);
  }

  @Test
  void theMinuteBeforeIsToldBesideTheOneThatGoesOn() {
    one.observe("a", 100, 80);
    one.observe("b", 100, 5);
    rig.pass(Duration.ofMinutes(1));
    one.observe("a", 100, 2);

    List<KeyUtilisation> current = one.history.current();

    assertThat(current.get(0))
        .isEqualTo(new KeyUtilisation("a", TEN.plusSeconds(60), 2, 100, 80, 100));
    assertThat(current.get(0).nearestPercent()).isEqualTo(80);
    assertThat(current.get(1))
        .isEqualTo(new KeyUtilisation("b", TEN.plusSeconds(60), 0, 100, 5, 100));
    rig.pass(Duration.ofMinutes(2));
    assertThat(one.history.current()).isEmpty();
  }

  @Test
  void theHistoryOfAKeyIsToldByMinutesThenByFiveThenByHours() {
    one.observe("a", 100, 7);
    one.writer.flush();
    rig.pass(Duration.ofMinutes(10));
    rig.fold();
    one.observe("a", 100, 3);
    one.observe("b", 100, 3);

    assertThat(one.history.history("a", last(Duration.ofHours(1))))
        .extracting(RateLimitUse::used)
        .containsExactly(7L, 3L);
    assertThat(one.history.history("a", last(Duration.ofDays(2))))
        .singleElement()
        .satisfies(use -> assertThat(use.granularity()).isEqualTo(Granularity.FIVE_MINUTES))
        .satisfies(use -> assertThat(use.peakPercent()).isEqualTo(7));
    assertThat(one.history.history("a", last(Duration.ofDays(8))))
        .singleElement()
        .satisfies(use -> assertThat(use.granularity()).isEqualTo(Granularity.HOUR));
  }

  @Test
  void aMinuteThatIsOverKeepsTheLimitThatItHad() {
    one.observe("a", 1_000, 900);
    rig.pass(Duration.ofMinutes(1));
    one.observe("a", 100, 5);

    List<RateLimitUse> notStoredYet = one.history.history("a", last(Duration.ofMinutes(2)));
    one.writer.flush();

    assertThat(notStoredYet).extracting(RateLimitUse::limit).containsExactly(1_000L, 100L);
    assertThat(rig.stored(Granularity.MINUTE))
        .extracting(RateLimitUse::peakPercent)
        .containsExactly(90.0, 5.0);
  }

  @Test
  void whoseMinutesAreFullIsNotFullBeforeTheNextOne() {
    for (int minute = 0; minute < 8; minute++) {
      one.observe("a", 100, 100);
      rig.pass(Duration.ofMinutes(1));
    }
    rig.pass(Duration.ofSeconds(50));
    one.observe("a", 100, 3);

    KeyUtilisation key = one.history.current().get(0);

    assertThat(one.history.exhaustedInSeconds(key)).hasValue(10);
  }

  @Test
  void historyIsAsNarrowAsItIsKept() {
    rig.keeping = new RateLimitKeeping(Duration.ofHours(1), Duration.ofHours(3));
    LimitRig.Instance shortly = rig.instance();
    Instant now = Instant.ofEpochMilli(rig.millis.get());

    assertThat(shortly.history.granularity(now.minus(Duration.ofMinutes(60))))
        .isEqualTo(Granularity.MINUTE);
    assertThat(shortly.history.granularity(now.minus(Duration.ofMinutes(62))))
        .isEqualTo(Granularity.FIVE_MINUTES);
    assertThat(shortly.history.granularity(now.minus(Duration.ofHours(4))))
        .isEqualTo(Granularity.HOUR);
  }

  @Test
  void aKeyIsNearItsLimitWhenItWasInThreeDifferentHoursOfTheDay() {
    for (int hour = 0; hour < 4; hour++) {
      one.observe("a", 100, 70 + 5 * hour);
      one.observe("b", 100, hour == 1 ? 95 : 20);
      one.writer.flush();
      rig.pass(Duration.ofMinutes(10));
      rig.fold();
      rig.pass(Duration.ofMinutes(50));
    }
    one.observe("a", 100, 90);
    one.observe("b", 100, 99);
    one.writer.flush(); // not folded yet

    assertThat(one.history.nearLimit(80, 3)).containsOnlyKeys("a");
    NearLimit near = one.history.nearLimit(80, 3).get("a");
    assertThat(near.hours())
        .containsExactly(
            TEN.plus(Duration.ofHours(2)),
            TEN.plus(Duration.ofHours(3)),
            TEN.plus(Duration.ofHours(4)));
    assertThat(near.trend().direction()).isEqualTo(Trend.Direction.RISING);
    assertThat(near.trend().percentPerHour()).isEqualTo(5);
    assertThat(one.history.nearLimit(80, 2)).containsOnlyKeys("a", "b");
    rig.pass(Duration.ofHours(22));
    assertThat(one.history.nearLimit(80, 3)).isEmpty();
  }

  @Test
  void aKeyThatFillsThisMinuteIsExhaustedAtItsPresentPace() {
    rig.pass(Duration.ofSeconds(20));
    one.observe("a", 100, 60);

    assertThat(one.history.exhaustedInSeconds(one.history.current().get(0))).hasValue(14);
    one.observe("a", 100, 40);
    assertThat(one.history.exhaustedInSeconds(one.history.current().get(0))).hasValue(0);
  }

  @Test
  void aKeyThatGrowsFromMinuteToMinuteIsExhaustedByItsTrend() {
    for (int minute = 0; minute < 10; minute++) {
      one.observe("a", 100, minute == 4 ? 1 : 10 + 5 * minute); // one that is far off
      one.observe("b", 100, 30);
      rig.pass(Duration.ofMinutes(1));
    }
    rig.pass(Duration.ofSeconds(1));
    one.observe("a", 100, 1);
    one.observe("b", 100, 1);

    List<KeyUtilisation> current = one.history.current();
    assertThat(one.history.exhaustedInSeconds(current.get(0))).hasValue(9 * 60);
    assertThat(one.history.exhaustedInSeconds(current.get(1))).isEmpty();
  }

  @Test
  void rulesAreToldTheFullestMinuteOfEachKey() {
    one.observe("a", 100, 10);
    rig.pass(Duration.ofMinutes(1));
    one.observe("a", 100, 40);
    other.observe("a", 100, 50);
    other.writer.flush();
    rig.pass(Duration.ofMinutes(1));
    one.observe("a", 100, 20);
    one.writer.flush();

    RateLimitUse fullest = one.history.utilisations(last(Duration.ofMinutes(3))).get("a");
    assertThat(fullest.used()).isEqualTo(90);
    assertThat(fullest.peakPercent()).isEqualTo(90);
    assertThat(fullest.start()).isEqualTo(TEN.plusSeconds(60));
  }
}

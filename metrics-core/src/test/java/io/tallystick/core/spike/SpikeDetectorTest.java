package io.tallystick.core.spike;

import static io.tallystick.core.spike.LabelledSeries.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tallystick.core.spike.Verdict.State;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a spike and what is not, one sentence each; noise comes from a fixed seed. */
class SpikeDetectorTest {
  private static final SpikeSettings STANDARD = SpikeSettings.standard();

  private final Random random = new Random(11);

  @Test
  void aDoublingIsReportedWithinTwoMinutes() {
    assertThat(spikes(STANDARD, 400, minute -> noisy(minute < 300 ? 100 : 200)))
        .contains(301)
        .allMatch(minute -> minute >= 300);
  }

  @Test
  void whatIsExtremeIsReportedInItsFirstMinute() {
    assertThat(spikes(STANDARD, 400, minute -> noisy(minute == 300 ? 1000 : 100)))
        .startsWith(300)
        .allMatch(minute -> minute <= 301);
  }

  @Test
  void aSpikeLastsAsLongAsTheValuesAreAbnormal() {
    List<Integer> spikes =
        spikes(STANDARD, 400, minute -> noisy(minute >= 300 && minute < 310 ? 300 : 100));

    assertThat(spikes).containsAll(range(301, 310)).allMatch(minute -> minute <= 310);
  }

  @Test
  void aLevelThatStaysIsNormalAfterThreeQuartersOfAnHour() {
    List<Integer> spikes = spikes(STANDARD, 800, minute -> noisy(minute < 300 ? 100 : 200));

    assertThat(spikes).containsAll(range(301, 340)).allMatch(minute -> minute <= 345);
  }

  @Test
  void goingBackToTheOldLevelIsNoSpikeAndTheNextStepIs() {
    List<Integer> spikes =
        spikes(
            STANDARD,
            2200,
            minute -> noisy(minute >= 800 && minute < 900 || minute >= 2000 ? 200 : 100));

    assertThat(spikes).noneMatch(minute -> minute > 845 && minute < 2000).contains(2001);
  }

  @Test
  void anOutageIsNoSpikeUpwardsAndNeitherIsItsEnd() {
    List<Integer> spikes =
        spikes(STANDARD, 1500, minute -> minute >= 800 && minute < 980 ? 0 : noisy(100));

    assertThat(spikes).isEmpty();
  }

  @Test
  void anOutageIsASpikeDownwards() {
    SpikeSettings down = STANDARD.withDirection(Direction.DOWN);

    assertThat(spikes(down, 400, minute -> minute >= 300 ? 10 : noisy(100)))
        .contains(301)
        .allMatch(minute -> minute >= 300);
    assertThat(spikes(down, 400, minute -> noisy(minute >= 300 ? 300 : 100))).isEmpty();
  }

  @Test
  void bothDirectionsAreReportedIfBothAreAskedFor() {
    SpikeSettings both = STANDARD.withDirection(Direction.BOTH);

    assertThat(spikes(both, 400, minute -> noisy(minute >= 300 ? 20 : 100))).isNotEmpty();
    assertThat(spikes(both, 400, minute -> noisy(minute >= 300 ? 300 : 100))).isNotEmpty();
  }

  @Test
  void nightAndDayAreNoSpike() {
    assertThat(spikes(STANDARD, 6 * DAY, minute -> noisy(swinging(minute, 0.8)))).isEmpty();
  }

  @Test
  void aWeekWithQuietDaysIsNoSpike() {
    assertThat(
            spikes(
                STANDARD.withDirection(Direction.BOTH),
                15 * DAY,
                minute ->
                    noisy(
                        swinging(minute, 0.6)
                            * (1 + 0.4 * Math.sin(2 * Math.PI * minute / (7 * DAY))))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {120, 240, 480})
  void aSlowRampIsNoSpike(int lasting) {
    IntToDoubleFunction ramp =
        minute -> noisy(100 * (1 + Math.max(0, Math.min(1, (minute - 300.0) / lasting))));

    assertThat(spikes(STANDARD, 900, ramp)).isEmpty();
  }

  @Test
  void aJumpOnTopOfARampIsOne() {
    IntToDoubleFunction ramp = minute -> noisy((100 + minute / 5.0) * (minute < 600 ? 1 : 2));

    assertThat(spikes(STANDARD, 640, ramp)).contains(601).allMatch(minute -> minute >= 600);
  }

  @Test
  void aPeakThatComesDailyIsReportedOnTheFirstDayAlone() {
    IntToDoubleFunction daily =
        minute -> noisy(minute % DAY >= 181 && minute % DAY < 191 ? 300 : 100);

    assertThat(spikes(STANDARD, 5 * DAY, daily)).isNotEmpty().allMatch(minute -> minute < DAY);
  }

  @Test
  void aPeakThatComesDailyAndIsTwiceAsHighTodayIsASpike() {
    IntToDoubleFunction daily =
        minute ->
            noisy(minute % DAY >= 181 && minute % DAY < 191 ? minute > 4 * DAY ? 600 : 300 : 100);

    assertThat(spikes(STANDARD, 5 * DAY, daily)).anyMatch(minute -> minute > 4 * DAY);
  }

  @Test
  void aPeakThatComesHourlyIsKnownAfterAFewHours() {
    IntToDoubleFunction hourly = minute -> noisy(minute % 60 >= 31 && minute % 60 < 34 ? 300 : 100);

    assertThat(spikes(STANDARD, DAY, hourly)).allMatch(minute -> minute < 240);
  }

  @Test
  void aPeakThatCameAtThisTimeAWeekAgoIsNone() {
    IntToDoubleFunction weekly =
        minute -> noisy(minute % (7 * DAY) >= 481 && minute % (7 * DAY) < 491 ? 300 : 100);

    assertThat(spikes(STANDARD, 8 * DAY, weekly)).isNotEmpty().allMatch(minute -> minute < DAY);
  }

  @Test
  void formerDaysMayBeLearntFromWiderMeans() {
    SpikeDetector detector = new SpikeDetector(STANDARD);
    for (int part = 0; part < 3 * DAY / 5; part++) {
      double mean = part * 5 % DAY >= 480 ? 300 : 100;
      detector.learn(part * 300_000L, 300_000, mean);
    }

    assertThat(spikes(detector, 3 * DAY, 4 * DAY, minute -> noisy(minute % DAY >= 480 ? 300 : 100)))
        .isEmpty();
  }

  @Test
  void learntMinutesCountAsJudgedOnes() {
    SpikeDetector detector = new SpikeDetector(STANDARD);
    IntStream.range(0, 300).forEach(minute -> detector.learn(minute * 60_000L, 60_000, noisy(100)));

    assertThat(spikes(detector, 300, 320, minute -> noisy(200))).contains(301);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 14, 40, 500, 3000})
  void theReturnOfDataAfterAGapIsNoSpike(int gap) {
    IntToDoubleFunction broken =
        minute -> minute >= 700 && minute < 700 + gap ? Double.NaN : noisy(swinging(minute, 0.8));

    assertThat(spikes(STANDARD, 5000, broken)).isEmpty();
  }

  @Test
  void whatWasHeldUpDuringAGapIsNoSpike() {
    IntToDoubleFunction broken =
        minute -> minute >= 700 && minute < 706 ? Double.NaN : noisy(minute == 706 ? 700 : 100);

    assertThat(spikes(STANDARD, 800, broken)).isEmpty();
  }

  @Test
  void lostMinutesDoNotHideAnOnset() {
    IntToDoubleFunction lossy =
        minute -> minute % 7 == 0 ? Double.NaN : noisy(minute >= 302 ? 250 : 100);

    assertThat(spikes(STANDARD, 400, lossy)).contains(303).allMatch(minute -> minute >= 302);
  }

  @Test
  void aConstantSeriesIsQuietUntilItChanges() {
    assertThat(spikes(STANDARD, 400, minute -> minute < 300 ? 7 : 14)).startsWith(300);
  }

  @Test
  void oneMoreOfAFewIsNoSpikeAndManyMoreAre() {
    IntToDoubleFunction rare = minute -> random.nextInt(12) == 0 ? 1 + random.nextInt(2) : 0;

    assertThat(spikes(STANDARD, 5 * DAY, rare)).isEmpty();
    assertThat(spikes(STANDARD, 400, minute -> minute >= 300 ? 8 : rare.applyAsDouble(minute)))
        .isNotEmpty()
        .allMatch(minute -> minute >= 300 && minute < 346);
  }

  @Test
  void aFirstErrorAfterManyMinutesWithoutOneIsNoSpikeAndAnErrorStormIs() {
    assertThat(spikes(STANDARD, 400, minute -> minute == 300 ? 1 : 0)).isEmpty();
    assertThat(spikes(STANDARD, 400, minute -> minute == 300 ? 0.02 : 0)).isEmpty();
    assertThat(spikes(STANDARD, 400, minute -> minute >= 300 ? 40 : 0)).startsWith(300);
    assertThat(spikes(STANDARD, 400, minute -> minute >= 300 ? 0.4 : 0)).startsWith(301);
  }

  @Test
  void valuesMayBeOfAnySize() {
    for (double scale : new double[] {1e-9, 1, 1e6, 1e15, -1}) {
      assertThat(
              spikes(
                  STANDARD.withDirection(Direction.BOTH),
                  400,
                  minute -> scale * noisy(minute < 300 ? 100 : 200)))
          .contains(301)
          .allMatch(minute -> minute >= 300);
    }
  }

  @Test
  void itJudgesFromTheFirstQuarterOfAnHourOn() {
    SpikeDetector detector = new SpikeDetector(STANDARD);

    List<State> states =
        IntStream.range(0, 20)
            .mapToObj(minute -> detector.next(minute * 60_000L, noisy(100), 1).state())
            .toList();

    assertThat(states.subList(0, 10)).containsOnly(State.UNKNOWN);
    assertThat(states.subList(17, 20)).containsOnly(State.QUIET);
    assertThat(spikes(detector, 20, 25, minute -> noisy(250))).contains(21);
  }

  @Test
  void fewSamplesAreNoSpike() {
    SpikeSettings settings = STANDARD.withMinimumVolume(20);
    SpikeDetector few = new SpikeDetector(settings);
    SpikeDetector many = new SpikeDetector(settings);

    IntStream.range(0, 320)
        .forEach(
            minute -> {
              double value = noisy(minute < 300 ? 100 : 300);
              assertThat(few.next(minute * 60_000L, value, 9).state()).isNotEqualTo(State.SPIKE);
              many.next(minute * 60_000L, value, 10);
            });
    assertThat(many.next(320 * 60_000L, 300, 10).state()).isEqualTo(State.SPIKE);
  }

  @Test
  void smallChangesAreNoSpikeHoweverClear() {
    IntToDoubleFunction step = minute -> minute < 300 ? 100 : 140;

    assertThat(spikes(STANDARD, 400, step)).isNotEmpty();
    assertThat(spikes(STANDARD.withMinimumChange(0.5), 400, step)).isEmpty();
    assertThat(spikes(STANDARD.withMinimumStep(50), 400, step)).isEmpty();
  }

  @Test
  void aHigherSensitivityFindsSmallerJumps() {
    IntToDoubleFunction step =
        minute -> minute < 300 ? 100 + 10 * (minute * 7 % 11 - 5) / 5.0 : 127;

    assertThat(spikes(STANDARD.withSensitivity(9), 304, step)).isNotEmpty();
    assertThat(spikes(STANDARD.withSensitivity(1), 304, step)).isEmpty();
  }

  @Test
  void theVerdictSaysWhatWasExpected() {
    SpikeDetector detector = new SpikeDetector(STANDARD);
    spikes(detector, 0, 300, minute -> noisy(100));

    detector.next(300 * 60_000L, 301, 1);
    Verdict verdict = detector.next(301 * 60_000L, 302, 1);

    assertThat(verdict.state()).isEqualTo(State.SPIKE);
    assertThat(verdict.value()).isEqualTo(302);
    assertThat(verdict.expected()).isBetween(95.0, 105.0);
    assertThat(verdict.lower()).isBetween(50.0, verdict.expected());
    assertThat(verdict.upper()).isBetween(verdict.expected(), 150.0);
  }

  @Test
  void aMinuteThatComesTwiceOrLateChangesNothing() {
    SpikeDetector detector = new SpikeDetector(STANDARD);
    spikes(detector, 0, 300, minute -> noisy(100));

    Verdict verdict = detector.next(300 * 60_000L, 100, 1);

    assertThat(detector.next(300 * 60_000L, 9000, 1)).isSameAs(verdict);
    assertThat(detector.next(0, 9000, 1)).isSameAs(verdict);
    assertThat(detector.next(301 * 60_000L, 100, 1).state()).isEqualTo(State.QUIET);
  }

  @Test
  void noValueAndNoTimeThrows() {
    double[] values = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.MIN_VALUE,
      0,
      -0.0,
      1e300,
      1e35,
      -1e35,
      1e-40
    };
    long[] steps = {0, 1, 60_000, 60_001, 3_600_000, 86_400_000L * 400, 120_000};
    SpikeDetector detector = new SpikeDetector(STANDARD.withDirection(Direction.BOTH));

    assertThatCode(
            () -> {
              long now = Long.MIN_VALUE / 4;
              for (int i = 0; i < 20_000; i++) {
                now += steps[random.nextInt(i < 10_000 ? steps.length : 3)];
                detector.next(now, values[random.nextInt(values.length)], Double.NaN);
                detector.learn(now, steps[random.nextInt(steps.length)], 1);
              }
              detector.next(Long.MAX_VALUE, 1, 1);
              detector.learn(Long.MAX_VALUE, 3_600_000, 1);
            })
        .doesNotThrowAnyException();
  }

  private List<Integer> spikes(SpikeSettings settings, int minutes, IntToDoubleFunction values) {
    return spikes(new SpikeDetector(settings), 0, minutes, values);
  }

  private static List<Integer> spikes(
      SpikeDetector detector, int from, int to, IntToDoubleFunction values) {
    return IntStream.range(from, to)
        .filter(
            minute ->
                detector.next(minute * 60_000L, values.applyAsDouble(minute), 1).state()
                    == State.SPIKE)
        .boxed()
        .toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** A twentieth of noise. */
  private double noisy(double level) {
    return level * (1 + 0.05 * random.nextGaussian());
  }

  private static double swinging(int minute, double share) {
    return 100 * (1 + share * Math.sin(2 * Math.PI * minute / DAY));
  }
}

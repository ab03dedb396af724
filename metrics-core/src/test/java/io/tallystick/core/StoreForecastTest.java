package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.tallystick.core.StoreForecast.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreForecastTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final int WEEK = 7 * 24;
  private static final double MB = 1_000_000;

  private static List<Measured> hours(int many, IntToDoubleFunction bytes) {
    return IntStream.range(0, many)
        .mapToObj(
            hour -> new Measured(START.plus(Duration.ofHours(hour)), bytes.applyAsDouble(hour)))
        .toList();
  }

  private static double growth(int hours, IntToDoubleFunction bytes) {
    return StoreForecast.of(hours(hours, bytes)).orElseThrow().bytesPerDay();
  }

  @Test
  void lessThanSixHoursTellNothing() {
    assertThat(StoreForecast.of(List.of())).isEmpty();
    assertThat(StoreForecast.of(hours(1, hour -> MB))).isEmpty();
    assertThat(StoreForecast.of(hours(6, hour -> hour * MB))).isEmpty();
    assertThat(StoreForecast.of(hours(7, hour -> hour * MB))).contains(new StoreForecast(24 * MB));
  }

  @Test
  void aFewMeasurementsFarApartTellNothing() {
    List<Measured> few =
        List.of(new Measured(START, MB), new Measured(START.plus(Duration.ofDays(3)), 2 * MB));

    assertThat(StoreForecast.of(few)).isEmpty();
  }

  @Test
  void aStoreThatGrowsEvenlyGoesOnSo() {
    StoreForecast forecast = StoreForecast.of(hours(WEEK, hour -> 100 + 10 * hour)).orElseThrow();

    assertThat(forecast.bytesPerDay()).isEqualTo(240);
    assertThat(forecast.bytesAfter(Duration.ofDays(30), 5_000)).isEqualTo(5_000 + 30 * 240);
  }

  @Test
  void someMeasurementsThatAreFarOffChangeNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Integer> hours =
        IntStream.range(0, WEEK).boxed().collect(java.util.stream.Collectors.toList());
    Collections.shuffle(hours, random);
    List<Integer> off = hours.subList(0, WEEK / 10);

    assertThat(growth(WEEK, hour -> off.contains(hour) ? random.nextDouble() * 1e12 : hour * MB))
        .as("seed %d", seed)
        .isCloseTo(24 * MB, withinPercentage(5));
  }

  @Test
  void aStoreThatShedsStaysAsLargeAsItIs() {
    assertThat(growth(WEEK, hour -> 1_000 * MB + (hour % 5) * MB)).isBetween(-MB, MB);
    assertThat(growth(WEEK, hour -> 100 * MB + (hour % 24) * 4 * MB)).isBetween(-MB, MB);
  }

  @Test
  void aStoreThatWasClearedOnceGrowsOnAsBefore() {
    assertThat(growth(WEEK, hour -> 1_000 * MB + hour * MB - (hour < 140 ? 0 : 900 * MB)))
        .isCloseTo(24 * MB, withinPercentage(1));
    assertThat(growth(WEEK, hour -> 1_000 * MB + hour * MB - (hour < 84 ? 0 : 900 * MB)))
        .isCloseTo(24 * MB, withinPercentage(1));
  }

  @Test
  void hoursThatAreMissingChangeNothing() {
    List<Measured> all = hours(WEEK, hour -> hour * MB);
    List<Measured> some =
        IntStream.range(0, WEEK)
            .filter(hour -> hour < 10 || hour > 100)
            .mapToObj(all::get)
            .toList();

    assertThat(StoreForecast.of(some)).contains(new StoreForecast(24 * MB));
  }

  @Test
  void nothingBecomesSmallerThanNothing() {
    assertThat(new StoreForecast(-100).bytesAfter(Duration.ofDays(30), 1_000)).isZero();
  }

  @Test
  void aSizeIsReachedWhenTheGrowthGetsThere() {
    assertThat(new StoreForecast(100).reaches(1_000, 500, START))
        .contains(START.plus(Duration.ofDays(5)));
  }

  @Test
  void aSizeIsNeverReachedByWhatDoesNotGrowOrTakesAges() {
    assertThat(new StoreForecast(0).reaches(1_000, 500, START)).isEqualTo(Optional.empty());
    assertThat(new StoreForecast(-1).reaches(1_000, 500, START)).isEmpty();
    assertThat(new StoreForecast(1e-9).reaches(Long.MAX_VALUE, 0, START)).isEmpty();
    assertThat(new StoreForecast(1).reaches(4_000, 0, START)).isEmpty();
    assertThat(new StoreForecast(1).reaches(3_000, 0, START)).isPresent();
  }
}

package io.tallystick.core.spike;

import static io.tallystick.core.spike.LabelledSeries.DAY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;

/**
 * A second source of labelled series, which shares no line with {@link SeriesGenerator}: it does
 * not draw values around a level but lets a service run. Requests arrive, take gamma distributed
 * times, fail now and then; a queue fills and drains; a heap is a saw; a price walks about. It was
 * written before any of its results were seen, and the detector was not changed for them.
 */
final class SimulatedService {
  private static final int HOUR = 60;

  private final SplittableRandom dice;
  private final int minutes;
  private final boolean[] away;
  private final double[] trouble;
  private final List<Integer> onsets = new ArrayList<>();

  SimulatedService(long seed, int days) {
    dice = new SplittableRandom(seed);
    minutes = days * DAY;
    away = new boolean[minutes];
    trouble = new double[minutes];
    Arrays.fill(trouble, 1);
  }

  LabelledSeries series(int number) {
    lose(number);
    double[] values =
        switch (number % 8) {
          case 0 -> requests(uniform(20, 3000), uniform(0.1, 0.7));
          case 1 -> latency(uniform(2, 400), uniform(0.5, 3), uniform(30, 2000));
          case 2 -> errorShare(uniform(0.005, 0.05), uniform(200, 5000));
          case 3 -> errorCount(uniform(0.02, 4));
          case 4 -> queue(uniform(20, 200));
          case 5 -> heap(uniform(200, 4000));
          case 6 -> walk(uniform(10, 1e5));
          default -> officeHours(uniform(50, 900));
        };
    for (int minute = 0; minute < minutes; minute++) {
      values[minute] = away[minute] ? Double.NaN : values[minute];
    }
    return new LabelledSeries(
        number + " " + KINDS.get(number % 8), values, List.copyOf(onsets), firstMornings(number));
  }

  private static final List<String> KINDS =
      List.of("requests", "latency", "share", "errors", "queue", "heap", "walk", "office");

  /** The doors of an office open at the same minute each day; on the first one that is news. */
  private List<int[]> firstMornings(int number) {
    return number % 8 == 7 ? List.of(new int[] {0, DAY}) : List.of();
  }

  private void lose(int number) {
    if (number % 5 == 1) {
      int from = dice.nextInt(minutes);
      Arrays.fill(away, from, Math.min(minutes, from + dice.nextInt(10, 9 * HOUR)), true);
    }
    if (number % 5 == 3) {
      for (int minute = 0; minute < minutes; minute++) {
        away[minute] = dice.nextInt(100) < 4;
      }
    }
  }

  /** Plans troubles, each at least so many times as bad as usual. */
  private void plan(DoubleUnaryOperator leastAt) {
    plan(leastAt, minute -> true);
  }

  private void plan(DoubleUnaryOperator leastAt, IntPredicate mayBegin) {
    int minute = dice.nextInt(45, 8 * HOUR);
    while (minute < minutes - HOUR) {
      if (mayBegin.test(minute) && !isNearLoss(minute)) {
        onsets.add(minute);
        afflict(minute, leastAt.applyAsDouble(minute) * uniform(1, 2.5));
      }
      minute += 5 * HOUR + dice.nextInt(30 * HOUR);
    }
  }

  private boolean isNearLoss(int minute) {
    int lost = 0;
    for (int near = minute - 40; near < minute + 3; near++) {
      lost += away[near] ? 1 : 0;
    }
    return lost > 4 || away[minute] || away[minute + 1];
  }

  /** A plateau, a short burst, or one that fades. */
  private void afflict(int from, double factor) {
    int shape = dice.nextInt(3);
    int lasting = shape == 1 ? dice.nextInt(3, 9) : dice.nextInt(10, 4 * HOUR);
    for (int minute = from; minute < Math.min(minutes, from + lasting); minute++) {
      double faded = shape == 2 ? Math.exp(-3.0 * (minute - from) / lasting) : 1;
      trouble[minute] *= 1 + (factor - 1) * faded;
    }
  }

  private double[] requests(double perMinute, double swing) {
    plan(minute -> 1.6 + 8 / Math.sqrt(perMinute * (1 - swing)));
    double[] values = new double[minutes];
    double mood = 0;
    for (int minute = 0; minute < minutes; minute++) {
      mood = 0.8 * mood + 0.03 * normal();
      double expected = perMinute * daily(minute, swing) * Math.exp(mood) * trouble[minute];
      values[minute] = poisson(expected);
    }
    return values;
  }

  /** The mean of gamma distributed times of as many requests as the hour of the day brings. */
  private double[] latency(double millis, double shape, double perMinute) {
    plan(minute -> 1.7 + 8 / Math.sqrt(shape * perMinute * 0.4));
    double[] values = new double[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      double count = Math.max(1, poisson(perMinute * daily(minute, 0.6)));
      double mean = millis * trouble[minute] * (1 + 0.25 * (daily(minute, 0.6) - 1));
      values[minute] = mean * Math.max(0.05, 1 + normal() / Math.sqrt(shape * count));
    }
    return values;
  }

  private double[] errorShare(double share, double perMinute) {
    double failures = share * perMinute * 0.5;
    plan(minute -> 1.8 + 8 / Math.sqrt(failures) + 6 / failures);
    double[] values = new double[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      double count = Math.max(1, poisson(perMinute * daily(minute, 0.5)));
      values[minute] = Math.min(count, poisson(count * share * trouble[minute])) / count;
    }
    return values;
  }

  private double[] errorCount(double perMinute) {
    plan(minute -> 1.8 + 8 / Math.sqrt(perMinute) + 6 / perMinute);
    double[] values = new double[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      values[minute] = poisson(perMinute * trouble[minute]);
    }
    return values;
  }

  /** What waits: pulled back to its usual length, so each minute remembers the one before. */
  private double[] queue(double length) {
    plan(minute -> 2.2);
    double[] values = new double[minutes];
    double away = 0;
    for (int minute = 0; minute < minutes; minute++) {
      away = 0.7 * away + 0.08 * normal();
      values[minute] = Math.rint(length * Math.max(0, 1 + away) * trouble[minute]);
    }
    return values;
  }

  /** Grows and is collected; a leak is no matter of minutes, a jump is. */
  private double[] heap(double megabytes) {
    plan(minute -> 2);
    double[] values = new double[minutes];
    double saw = 0;
    double step = uniform(0.01, 0.04);
    for (int minute = 0; minute < minutes; minute++) {
      saw = saw > 0.25 ? 0 : saw + step * dice.nextDouble();
      values[minute] = megabytes * (1 + saw) * (1 + 0.01 * normal()) * trouble[minute];
    }
    return values;
  }

  private double[] walk(double start) {
    plan(minute -> 1.6);
    double[] values = new double[minutes];
    double log = Math.log(start);
    for (int minute = 0; minute < minutes; minute++) {
      log += 0.005 * normal() - 0.0005 * (log - Math.log(start));
      values[minute] = Math.exp(log) * trouble[minute] * (1 + 0.01 * normal());
    }
    return values;
  }

  /** Few requests, and from one minute to the next many. */
  private double[] officeHours(double perMinute) {
    int opens = 7 * HOUR + dice.nextInt(3 * HOUR);
    int closes = opens + 9 * HOUR;
    plan(
        minute -> 1.8 + 8 / Math.sqrt(perMinute * 0.2),
        minute -> minute > DAY && Math.abs(minute % DAY - opens) > HOUR);
    double[] values = new double[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      int time = minute % DAY;
      boolean isOpen = time >= opens && time < closes;
      values[minute] = poisson(perMinute * (isOpen ? 1 : 0.2) * trouble[minute]);
    }
    return values;
  }

  private double daily(int minute, double swing) {
    return 1 + swing * Math.sin(2 * Math.PI * (minute - 9 * HOUR) / DAY);
  }

  private double poisson(double mean) {
    if (mean > 200) {
      return Math.rint(mean + Math.sqrt(mean) * normal());
    }
    double time = 0;
    int count = -1;
    while (time < mean) {
      time -= Math.log(1 - dice.nextDouble());
      count++;
    }
    return count;
  }

  /** The sum of twelve is near enough to a bell curve for a service. */
  private double normal() {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += dice.nextDouble();
    }
    return sum;
  }

  private double uniform(double low, double high) {
    return low + (high - low) * dice.nextDouble();
  }
}

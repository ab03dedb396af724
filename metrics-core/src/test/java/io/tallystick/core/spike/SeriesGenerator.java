package io.tallystick.core.spike;

import static io.tallystick.core.spike.LabelledSeries.DAY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes labelled series: a level that swings over the day and the week, peaks that come at their
 * time, growth, slow ramps, noise of many kinds, gaps, and onsets.
 */
final class SeriesGenerator {
  private static final int MINUTES_BETWEEN_ONSETS = 200;
  private static final int QUIET_START = 30;

  private final Random random;
  private final int days;
  private final int minutes;

  private Noise noise = Noise.STEADY;
  private double level;
  private double width;
  private double persistence;
  private double[] levels = new double[0];
  private final List<Integer> onsets = new ArrayList<>();
  private final List<int[]> firstTimes = new ArrayList<>();

  SeriesGenerator(long seed, int days) {
    this.random = new Random(seed);
    this.days = days;
    this.minutes = days * DAY;
  }

  /** One series; the number says which noise and which shape of the day it has. */
  LabelledSeries series(int number) {
    Noise[] kinds = Noise.values();
    noise = kinds[number % kinds.length];
    level = noiseLevel();
    width = between(0.02, 0.15);
    persistence = number % 4 == 1 ? between(0.5, 0.9) : 0;
    levels = new double[minutes];
    Arrays.fill(levels, level);
    onsets.clear();
    firstTimes.clear();
    StringBuilder name = new StringBuilder(number + " " + noise);
    shape(number, name);
    boolean[] gaps = gaps(number % 3, name);
    place(gaps, number % 3 == 0);
    return new LabelledSeries(
        name.toString(), values(gaps), List.copyOf(onsets), List.copyOf(firstTimes));
  }

  private double noiseLevel() {
    return switch (noise) {
      case POISSON -> Math.pow(10, between(-1, 4));
      case CLUSTERED -> Math.pow(10, between(0.5, 4));
      default -> Math.pow(10, between(-2, 6));
    };
  }

  private void shape(int number, StringBuilder name) {
    if (number % 5 != 0) {
      swing(between(0.1, 0.8), number % 2 == 0);
      name.append(" swing");
    }
    if (number % 7 == 3) {
      week();
      name.append(" week");
    }
    if (number % 6 == 2) {
      peaks(DAY, 1 + random.nextInt(20), between(1, 4));
      name.append(" daily peak");
    }
    if (number % 6 == 5) {
      peaks(60, 1 + random.nextInt(5), between(1, 4));
      name.append(" hourly peak");
    }
    if (number % 8 == 4) {
      grow(between(-0.1, 0.15));
      name.append(" growth");
    }
    if (number % 4 == 2) {
      ramps();
      name.append(" ramps");
    }
  }

  private void swing(double amplitude, boolean isSharp) {
    double phase = random.nextInt(DAY);
    double second = isSharp ? between(0, 0.4) : 0;
    for (int i = 0; i < minutes; i++) {
      double angle = 2 * Math.PI * (i + phase) / DAY;
      double wave = (Math.sin(angle) + second * Math.sin(2 * angle)) / (1 + second);
      levels[i] *= 1 + amplitude * wave;
    }
  }

  private void week() {
    int free = random.nextInt(7);
    double share = between(0.3, 0.8);
    for (int i = 0; i < minutes; i++) {
      double dayOfWeek = (double) i / DAY % 7;
      double away = Math.abs((dayOfWeek - free + 10.5) % 7 - 3.5);
      double inside = Math.max(0, Math.min(1, (1.2 - away) / 0.4));
      levels[i] *= 1 - (1 - share) * inside;
    }
  }

  private void peaks(int every, int lasting, double height) {
    int first = random.nextInt(every);
    int number = 0;
    for (int at = first; at < minutes; at += every) {
      double today = height * between(0.85, 1.15);
      int start = at + (every == DAY ? random.nextInt(3) : 0);
      for (int i = start; i < Math.min(minutes, start + lasting); i++) {
        levels[i] *= 1 + today;
      }
      if (number++ < (every == DAY ? 1 : 2)) {
        firstTimes.add(new int[] {start, start + lasting + 2});
      }
    }
  }

  private void grow(double perDay) {
    for (int i = 0; i < minutes; i++) {
      levels[i] *= 1 + perDay * i / DAY;
    }
  }

  private void ramps() {
    for (int day = 0; day < days; day += 2) {
      int start = day * DAY + random.nextInt(DAY);
      int lasting = 90 + random.nextInt(300);
      double height = between(0.5, 1.2);
      for (int i = start; i < minutes; i++) {
        double up = Math.min(1, (double) (i - start) / lasting);
        double down = Math.max(0, Math.min(1, (double) (i - start - 3 * lasting) / lasting));
        levels[i] *= 1 + height * (up - down);
      }
    }
  }

  private boolean[] gaps(int kind, StringBuilder name) {
    boolean[] gaps = new boolean[minutes];
    if (kind == 0) {
      return gaps;
    }
    name.append(kind == 1 ? " lost minutes" : " gaps");
    if (kind == 1) {
      for (int i = 0; i < minutes; i++) {
        gaps[i] = random.nextInt(50) == 0;
      }
      return gaps;
    }
    for (int i = 0; i < days; i++) {
      int start = random.nextInt(minutes);
      int lasting = (int) Math.pow(10, between(0.5, 3));
      Arrays.fill(gaps, start, Math.min(minutes, start + lasting), true);
    }
    return gaps;
  }

  private void place(boolean[] gaps, boolean early) {
    int at = early ? QUIET_START + random.nextInt(120) : QUIET_START + random.nextInt(DAY);
    while (at < minutes - 20) {
      if (isFree(at, gaps)) {
        rise(at);
        onsets.add(at);
        at += MINUTES_BETWEEN_ONSETS + 300;
      }
      at += 1 + random.nextInt(DAY);
    }
  }

  /** No gap and no scheduled peak around it, so that nothing else explains or hides it. */
  private boolean isFree(int at, boolean[] gaps) {
    int missing = 0;
    for (int i = Math.max(0, at - QUIET_START); i < at + 5; i++) {
      missing += gaps[i] ? 1 : 0;
    }
    boolean isCalm = true;
    for (int i = Math.max(1, at - 25); i < at + 20; i++) {
      isCalm &= Math.abs(levels[i] / levels[i - 1] - 1) < 0.05;
    }
    return isCalm && missing <= 3 && !gaps[at] && !gaps[at + 1] && !gaps[at - 1];
  }

  private void rise(int at) {
    boolean isStep = random.nextBoolean();
    int lasting = isStep ? 30 + random.nextInt(250) : 3 + random.nextInt(12);
    double height = Math.max(levels[at] * between(0.5, 3), visible(levels[at]));
    double factor = 1 + height / levels[at];
    for (int i = at; i < Math.min(minutes, at + lasting); i++) {
      levels[i] *= factor;
    }
  }

  /** Six deviations of the noise at this level, and more than it reaches by itself in a day. */
  private double visible(double here) {
    double[] sample = new double[2 * DAY];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = noise.value(here, width, level, random) - here;
    }
    Arrays.sort(sample);
    double deviation =
        (sample[(int) (0.84 * sample.length)] - sample[(int) (0.16 * sample.length)]) / 2;
    double drift = persistence == 0 ? 0 : here * width / 2;
    return Math.max(6 * Math.hypot(deviation, drift), 1.2 * sample[sample.length - 2]);
  }

  private double[] values(boolean[] gaps) {
    double[] values = new double[minutes];
    double drift = 0;
    for (int i = 0; i < minutes; i++) {
      drift =
          persistence * drift + Math.sqrt(1 - persistence * persistence) * random.nextGaussian();
      double here = persistence == 0 ? levels[i] : levels[i] * (1 + width / 2 * drift);
      values[i] = gaps[i] ? Double.NaN : noise.value(here, width, level, random);
    }
    return values;
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}

package io.tallystick.examples.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** By what it goes how often something happens. */
enum Pace {
  /** By people: more of it by day. */
  PEOPLE,
  /** By what goes wrong for people. */
  TROUBLE,
  /** By machines, which never sleep. */
  MACHINES,
  /** Each time that the key that signs is replaced. */
  KEY;

  private static final double HOUR_MILLIS = 3_600_000;
  private static final int HOURS_OF_A_DAY = 24;

  /** As how many ordinary busy hours a time counts; of the key, how often it was replaced. */
  double hours(Story story, Instant from, Instant to) {
    double hours = (double) Duration.between(from, to).toMillis() / HOUR_MILLIS;
    return switch (this) {
      case PEOPLE -> hours * mean(from, to, story::activity);
      case TROUBLE -> hours * mean(from, to, at -> story.activity(at) * story.trouble(at));
      case MACHINES -> hours;
      case KEY -> story.keysReplaced(from, to);
    };
  }

  /** Of an hour and less it is what is in the middle, of a day what its hours are on average. */
  private static double mean(Instant from, Instant to, ToDoubleFunction<Instant> value) {
    Duration length = Duration.between(from, to);
    int parts = length.compareTo(Duration.ofHours(1)) <= 0 ? 1 : HOURS_OF_A_DAY;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      sum += value.applyAsDouble(from.plus(length.multipliedBy(2L * i + 1).dividedBy(2L * parts)));
    }
    return sum / parts;
  }

  /** How often something happened that was expected so often; by chance, but for the key. */
  long times(double expected, RandomGenerator random) {
    return this == KEY ? Math.round(expected) : Chance.poisson(random, expected);
  }
}

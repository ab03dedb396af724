package io.tallystick.examples.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

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

  /** How often something is expected within a time that is so often in an ordinary busy hour. */
  double expected(Story story, double perHour, Instant from, Instant to) {
    double hours = (double) Duration.between(from, to).toMillis() / HOUR_MILLIS;
    return switch (this) {
      case PEOPLE -> perHour * hours * mean(from, to, story::activity);
      case TROUBLE ->
          perHour * hours * mean(from, to, at -> story.activity(at) * story.trouble(at));
      case MACHINES -> perHour * hours;
      case KEY -> perHour * story.keysReplaced(from, to);
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
}

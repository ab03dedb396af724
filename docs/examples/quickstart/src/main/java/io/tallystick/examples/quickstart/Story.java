package io.tallystick.examples.quickstart;

import static java.time.temporal.ChronoUnit.HOURS;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * How busy the shop is at any time, and what went wrong when: the same for the history that is
 * written when the shop starts first and for the load that comes while it runs, so that one goes on
 * where the other ends.
 */
final class Story {
  /** How far back it goes: 13 months. */
  static final Duration LENGTH = Duration.ofDays(396);

  private static final double AT_FIRST = 0.45;
  private static final double AT_NIGHT = 0.18;
  private static final double AT_WEEKENDS = 0.55;
  private static final Duration KEY_LIFE = Duration.ofDays(30);
  private static final Duration KEY_AGE = Duration.ofDays(26);

  private final Instant end;
  private final ZoneId zone;
  private final Instant releaseAt;
  private final Instant incidentAt;
  private final Instant offAt;

  /** A story that ends now; people live in a zone. */
  Story(Instant end, ZoneId zone) {
    this.end = end;
    this.zone = zone;
    releaseAt = end.truncatedTo(HOURS).minus(5, HOURS);
    incidentAt = end.truncatedTo(HOURS).minus(75, HOURS);
    offAt = end.truncatedTo(HOURS).minus(132, HOURS);
  }

  Instant end() {
    return end;
  }

  /** A release after which payments failed for two hours. */
  Instant releaseAt() {
    return releaseAt;
  }

  /** A bank that was slow and away for four hours. */
  Instant incidentAt() {
    return incidentAt;
  }

  /** A move to another machine, for which the shop was switched off for fourteen hours. */
  Instant offAt() {
    return offAt;
  }

  /** Whether nobody recorded anything. */
  boolean isOff(Instant at) {
    return isWithin(at, offAt, 14);
  }

  /** How busy people are: about 1 on a working day before noon, less at night and a year ago. */
  double activity(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    double hour = local.getHour() + local.getMinute() / 60.0;
    double day = hill(hour, 10.5, 2.6) + 0.8 * hill(hour, 15.5, 3) + 0.35 * hill(hour, 20.5, 1.8);
    boolean isWeekend = local.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
    return growth(at) * (isWeekend ? AT_WEEKENDS : 1) * (AT_NIGHT + 0.85 * day);
  }

  private static double hill(double hour, double top, double width) {
    double off = (hour - top) / width;
    return Math.exp(-off * off / 2);
  }

  private double growth(Instant at) {
    double past = (double) Duration.between(at, end).toMinutes() / (double) LENGTH.toMinutes();
    return AT_FIRST + (1 - AT_FIRST) * (1 - Math.min(1, past));
  }

  /** How much of the way of {@link #LENGTH} is gone, for what only grows. */
  double progress(Instant at) {
    return (growth(at) - AT_FIRST) / (1 - AT_FIRST);
  }

  /** How many times as much fails as on a good day. */
  double trouble(Instant at) {
    return isWithin(at, releaseAt, 2) ? 6 : isWithin(at, incidentAt, 4) ? 12 : 1;
  }

  /** How many times as long everything takes as on a good day. */
  double slowness(Instant at) {
    return isWithin(at, incidentAt, 4) ? 3.5 : 1 + 0.25 * activity(at);
  }

  /** How old the key is that signs; it is replaced every thirty days. */
  Duration keyAge(Instant at) {
    long life = KEY_LIFE.toMillis();
    long sinceSome = Duration.between(end.minus(KEY_AGE), at).toMillis();
    return Duration.ofMillis(Math.floorMod(sinceSome, life));
  }

  /** How many times the key that signs was replaced within a time. */
  int keysReplaced(Instant from, Instant to) {
    Instant first = end.minus(KEY_AGE);
    return (int) (lives(first, to) - lives(first, from));
  }

  private static long lives(Instant first, Instant at) {
    return Math.floorDiv(Duration.between(first, at).toMillis() - 1, KEY_LIFE.toMillis());
  }

  private static boolean isWithin(Instant at, Instant from, int hours) {
    return !at.isBefore(from) && at.isBefore(from.plus(hours, HOURS));
  }
}

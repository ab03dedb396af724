package io.tallystick.core.query;

import io.tallystick.spi.Granularity;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * How long a point of a time series is, by the calendar of a time zone: a day begins at midnight
 * there, a week on Monday, a month on its first day. Days on which clocks are turned are shorter or
 * longer.
 *
 * <pre>{@code
 * Question monthly = question.step(Step.MONTH).zone(ZoneId.of("Europe/Berlin"));
 * }</pre>
 */
public enum Step {
  /** A minute. */
  MINUTE("1m", Duration.ofMinutes(1)),
  /** Five minutes. */
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  /** An hour. */
  HOUR("1h", Duration.ofHours(1)),
  /** A quarter of a day: from midnight, 6:00, noon and 18:00. */
  SIX_HOURS("6h", Duration.ofHours(6)),
  /** A day. */
  DAY("1d", Duration.ofDays(1)),
  /** A week, from Monday on. */
  WEEK("1w", Duration.ofDays(7)),
  /** A month; nominally of 30 days. */
  MONTH("1mo", Duration.ofDays(30));

  private final String id;
  private final Duration nominal;

  Step(String id, Duration nominal) {
    this.id = id;
    this.nominal = nominal;
  }

  /** The word that stands for it, such as {@code 5m}. */
  public String id() {
    return id;
  }

  /** How long it is where the calendar does not matter. */
  public Duration nominal() {
    return nominal;
  }

  /**
   * The step of an id.
   *
   * @throws InvalidQueryException when there is none
   */
  public static Step parse(String id) {
    for (Step step : values()) {
      if (step.id.equals(id)) {
        return step;
      }
    }
    throw new InvalidQueryException("step", id, "give 1m, 5m, 1h, 6h, 1d, 1w or 1mo");
  }

  /** The narrowest step that is not narrower than the buckets of a granularity. */
  static Step atLeast(Granularity granularity) {
    return switch (granularity) {
      case MINUTE -> MINUTE;
      case FIVE_MINUTES -> FIVE_MINUTES;
      case HOUR -> HOUR;
      case DAY -> DAY;
    };
  }

  /** Where the step begins that a time lies in. */
  Instant start(Instant time, ZoneId zone) {
    ZonedDateTime local = time.atZone(zone);
    LocalDate day = local.toLocalDate();
    return switch (this) {
      case MINUTE, FIVE_MINUTES -> floor(time);
      case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
      case SIX_HOURS -> quarter(day, local.getHour() / 6, zone);
      case DAY -> midnight(day, zone);
      case WEEK -> midnight(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
      case MONTH -> midnight(day.withDayOfMonth(1), zone);
    };
  }

  /** Where the next step begins after one that begins at a time. */
  Instant next(Instant start, ZoneId zone) {
    ZonedDateTime local = start.atZone(zone);
    LocalDate day = local.toLocalDate();
    return switch (this) {
      case MINUTE, FIVE_MINUTES -> start.plus(nominal);
      case HOUR -> nextHour(start, zone);
      case SIX_HOURS -> nextQuarter(start, day, zone);
      case DAY -> midnight(day.plusDays(1), zone);
      case WEEK -> midnight(day.plusWeeks(1), zone);
      case MONTH -> midnight(day.plusMonths(1), zone);
    };
  }

  private Instant floor(Instant time) {
    long seconds = time.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, nominal.toSeconds()));
  }

  /** Where clocks are turned by half an hour the hour between is longer. */
  private static Instant nextHour(Instant start, ZoneId zone) {
    Instant after = start.plus(1, ChronoUnit.HOURS);
    Instant full = after.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
    return full.isAfter(start) ? full : HOUR.start(after.plus(1, ChronoUnit.HOURS), zone);
  }

  /** A quarter that clocks jump over is none. */
  private static Instant nextQuarter(Instant start, LocalDate day, ZoneId zone) {
    for (int number = 1; number < 4; number++) {
      Instant quarter = quarter(day, number, zone);
      if (quarter.isAfter(start)) {
        return quarter;
      }
    }
    return midnight(day.plusDays(1), zone);
  }

  private static Instant quarter(LocalDate day, int number, ZoneId zone) {
    return number == 0 ? midnight(day, zone) : day.atTime(6 * number, 0).atZone(zone).toInstant();
  }

  private static Instant midnight(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }
}

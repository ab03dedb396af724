package io.tallystick.core.query;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A time that ends now, and the step by which it is drawn unless another is asked for.
 *
 * <pre>{@code
 * Question lastDay = Question.about("orders.count").period(Period.DAY);
 * }</pre>
 */
public enum Period {
  /** An hour, by the minute. */
  HOUR("1h", Duration.ofHours(1), Step.MINUTE),
  /** Six hours, by five minutes. */
  SIX_HOURS("6h", Duration.ofHours(6), Step.FIVE_MINUTES),
  /** 24 hours, by the hour. */
  DAY("24h", Duration.ofHours(24), Step.HOUR),
  /** Seven days, by six hours. */
  WEEK("7d", Duration.ofDays(7), Step.SIX_HOURS),
  /** Thirty days, by the day. */
  MONTH("30d", Duration.ofDays(30), Step.DAY),
  /** Twelve months, by the month. */
  YEAR("12mo", Duration.ofDays(365), Step.MONTH);

  private final String id;
  private final Duration nominal;
  private final Step step;

  Period(String id, Duration nominal, Step step) {
    this.id = id;
    this.nominal = nominal;
    this.step = step;
  }

  /** The word that stands for it, such as {@code 24h}. */
  public String id() {
    return id;
  }

  /** The step by which it is drawn unless another is asked for. */
  public Step step() {
    return step;
  }

  /**
   * The period of an id.
   *
   * @throws InvalidQueryException when there is none
   */
  public static Period parse(String id) {
    for (Period period : values()) {
      if (period.id.equals(id)) {
        return period;
      }
    }
    throw new InvalidQueryException("period", id, "give 1h, 6h, 24h, 7d, 30d or 12mo");
  }

  /** Where it begins when it ends then, by the calendar of a time zone. */
  public Instant before(Instant end, ZoneId zone) {
    return switch (this) {
      case HOUR, SIX_HOURS, DAY -> end.minus(nominal);
      case WEEK -> end.atZone(zone).minusDays(7).toInstant();
      case MONTH -> end.atZone(zone).minusDays(30).toInstant();
      case YEAR -> end.atZone(zone).minusMonths(12).toInstant();
    };
  }

  /** The step by which so much time is drawn unless another is asked for. */
  static Step stepOf(Duration time) {
    for (Period period : values()) {
      if (time.compareTo(period.nominal) <= 0) {
        return period.step;
      }
    }
    return Step.MONTH;
  }
}

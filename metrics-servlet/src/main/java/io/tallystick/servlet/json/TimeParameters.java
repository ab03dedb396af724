package io.tallystick.servlet.json;

import io.tallystick.core.query.Period;
import io.tallystick.core.query.Question;
import io.tallystick.servlet.http.Parameters;
import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The time that is asked about: a period that ends now, or from one moment to another. */
final class TimeParameters {
  static final Parameter PERIOD =
      Parameter.word(
          "period",
          Stream.concat(Stream.of(Period.DAY), Arrays.stream(Period.values()))
              .distinct()
              .map(Period::id)
              .toList(),
          "A time that ends now.");
  static final Parameter FROM =
      Parameter.time("from", "The first moment, with a `to`, in place of a period.");
  static final Parameter TO = Parameter.time("to", "The first moment behind the time.");
  static final Parameter ZONE =
      Parameter.text(
          "zone", "By whose calendar days, weeks and months begin, such as Europe/Berlin.");

  static final List<Parameter> ALL = List.of(PERIOD, FROM, TO, ZONE);

  private TimeParameters() {}

  /** A question about the time that is asked for. */
  static Question timed(Parameters given, Question question) {
    Question asked = question.zone(zone(given));
    TimeRange range = range(given);
    return range == null ? asked.period(period(given)) : asked.range(range.from(), range.to());
  }

  /** The time that is asked for, where the answer is no question's. */
  static TimeRange within(Parameters given, Instant now) {
    TimeRange range = range(given);
    return range == null ? new TimeRange(period(given).before(now, zone(given)), now) : range;
  }

  /**
   * The time that is asked for, where the answer is of buckets: a period begins with a whole one,
   * because none starts within an hour that is not over.
   *
   * @param zone in which days begin; asked for days only
   */
  static TimeRange ofBuckets(
      Parameters given, Instant now, Granularity granularity, Supplier<ZoneId> zone) {
    TimeRange range = within(given, now);
    if (range(given) != null) {
      return range;
    }
    Instant from =
        granularity.isAlignedToUtc()
            ? granularity.bucketStart(range.from())
            : granularity.bucketStart(range.from(), zone.get());
    return new TimeRange(from, range.to());
  }

  static Period period(Parameters given) {
    return Period.parse(PERIOD.wordOf(given));
  }

  private static ZoneId zone(Parameters given) {
    String id = ZONE.textOf(given);
    try {
      return id == null ? ZoneOffset.UTC : ZoneId.of(id);
    } catch (DateTimeException unknown) {
      throw RefusedRequest.badParameter(
          ZONE.name(), String.valueOf(id), "give a time zone such as Europe/Berlin");
    }
  }

  /** Null where none is given. */
  private static @Nullable TimeRange range(Parameters given) {
    Instant from = FROM.timeOf(given);
    Instant to = TO.timeOf(given);
    if (from == null && to == null) {
      return null;
    }
    String period = given.text(PERIOD.name());
    if (from == null || to == null || period != null) {
      throw RefusedRequest.badParameter(
          from == null ? FROM.name() : to == null ? TO.name() : PERIOD.name(),
          period == null || from == null || to == null ? "missing" : period,
          "give both from and to, or a period");
    }
    if (!from.isBefore(to)) {
      throw RefusedRequest.badParameter(
          FROM.name(), String.valueOf(given.text(FROM.name())), "give a time before " + to);
    }
    return new TimeRange(from, to);
  }
}

package io.tallystick.servlet.json;

import io.tallystick.servlet.http.RefusedRequest;
import io.tallystick.spi.TimeRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rule is to be tried on which time.
 *
 * @param rule the fields of one that may not be there; null where an id says it
 * @param id of one that is there; null where fields say it
 */
record Trial(@Nullable Object rule, @Nullable String id, TimeRange range) {
  private static final Set<String> FIELDS = Set.of("rule", "id", "from", "to");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
  private static final Duration ASSUMED_TIME = Duration.ofDays(7);

  static Trial of(Map<?, ?> fields, Instant now) {
    for (Object field : fields.keySet()) {
      if (!FIELDS.contains(field)) {
        throw RefusedRequest.badField(
            String.valueOf(field), "given", "it is none of rule, id, from and to");
      }
    }
    Object rule = fields.get("rule");
    Object id = fields.get("id");
    if ((rule == null) == (id == null)) {
      throw RefusedRequest.badField(
          "rule", rule == null ? "missing" : "given beside id", "give either a rule or an id");
    }
    if (id != null && !(id instanceof String)) {
      throw RefusedRequest.badField("id", String.valueOf(id), "give a text");
    }
    Instant to = time(fields, "to", now);
    Instant from = time(fields, "from", to.minus(ASSUMED_TIME));
    if (!from.isBefore(to)) {
      throw RefusedRequest.badField("from", from.toString(), "give a time before " + to);
    }
    return new Trial(rule, (String) id, new TimeRange(from, to));
  }

  private static Instant time(Map<?, ?> fields, String field, Instant none) {
    Object value = fields.get(field);
    if (value == null) {
      return none;
    }
    Instant time = parsed(String.valueOf(value));
    if (time == null || time.isBefore(Instant.EPOCH) || !time.isBefore(LATEST)) {
      throw RefusedRequest.badField(
          field,
          String.valueOf(value),
          "give a time from 1970 to 2099 such as 2026-03-01T10:00:00Z");
    }
    return time;
  }

  private static @Nullable Instant parsed(String text) {
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException malformed) {
      return null;
    }
  }
}

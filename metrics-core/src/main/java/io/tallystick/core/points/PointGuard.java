package io.tallystick.core.points;

import io.tallystick.MetricDescriptor;
import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.record.Recording;
import io.tallystick.guard.Decision;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.Rule;
import io.tallystick.guard.SeriesGuard;
import io.tallystick.guard.ValueRule;
import io.tallystick.spi.Point;
import io.tallystick.spi.SeriesKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides on the points that the host creates, by the rules that recording goes by. */
final class PointGuard {
  private static final Duration FARTHEST_AHEAD = Duration.ofDays(1);
  private static final int LONGEST_SOURCE = 120;
  private static final Pattern SOURCE =
      Pattern.compile("[a-z0-9][a-z0-9_.-]*(:[a-z0-9][a-z0-9_.-]*)+");

  private final Recording recording;
  private final PointFlushSettings settings;
  private final SeriesGuard guard;
  private final HostSeries series;

  PointGuard(Recording recording, PointFlushSettings settings) {
    this.recording = recording;
    this.settings = settings;
    this.guard = SeriesGuard.forSystem(settings.guard());
    this.series = new HostSeries(settings.cardinality());
  }

  Admitted admit(@Nullable MetricPoint point, Instant now) {
    if (point == null || point.name() == null || point.tags() == null) {
      return Admitted.refused(
          Rule.NAME_MISSING, "A point, its name or its tags are null: give all, or empty tags.");
    }
    Decision value = ValueRule.checkValue(point.value());
    if (!value.isAccepted()) {
      return new Admitted(null, value);
    }
    Instant at = point.at() == null ? now : point.at();
    if (at.isBefore(Instant.EPOCH) || at.isAfter(now.plus(FARTHEST_AHEAD))) {
      return Admitted.refused(
          Rule.POINT_TIME,
          "The time of a point is %s: give one between 1970 and a day from now.".formatted(at));
    }
    return admit(point, at.truncatedTo(ChronoUnit.MILLIS), now);
  }

  private Admitted admit(MetricPoint point, Instant at, Instant now) {
    String source = point.source() == null ? settings.source() : point.source();
    if (source.length() > LONGEST_SOURCE || !SOURCE.matcher(source).matches()) {
      return Admitted.refused(
          Rule.NAME_SYNTAX,
          "The source of a point has not the form of service:api: use a-z, 0-9, _, . and -.");
    }
    MetricDescriptor known = recording.descriptor(point.name()).orElse(null);
    GuardedSeries guarded =
        guard.admit(
            known == null ? point.name() : known.name(),
            known == null ? null : known.tags(),
            pairs(point.tags()));
    if (!guarded.decision().isAccepted()) {
      return new Admitted(null, guarded.decision());
    }
    MetricKind kind = kind(point, known);
    if (known != null && known.kind() != kind) {
      return Admitted.refused(
          Rule.KIND_CONFLICT,
          "The metric %s is described as a %s and a point of it is to be a %s: give no kind."
              .formatted(known.name(), known.kind(), kind));
    }
    Tags tags = settings.constantTags().and(Tags.of(guarded.tags().toArray(new String[0])));
    return admit(SeriesKey.system(guarded.name(), kind, source, tags), point.value(), at, now);
  }

  /** Where the metric is recorded too, its buckets count and its points must not stand for them. */
  private Admitted admit(SeriesKey key, double value, Instant at, Instant now) {
    Decision room = series.admit(key, now.toEpochMilli());
    if (!room.isAccepted()) {
      return new Admitted(null, room);
    }
    double share = recording.isRecorded(key.name()) ? KeptMinutes.NOT_ALL : 1;
    return new Admitted(new Point(key, at, ValueRule.withoutNegativeZero(value), share), room);
  }

  private static MetricKind kind(MetricPoint point, @Nullable MetricDescriptor known) {
    if (point.kind() != null) {
      return point.kind();
    }
    return known != null
        ? known.kind()
        : MetricKind.bySuffix(point.name()).orElse(MetricKind.HISTOGRAM);
  }

  private static String[] pairs(Tags tags) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, String> tag : tags) {
      pairs.add(tag.getKey());
      pairs.add(tag.getValue());
    }
    return pairs.toArray(new String[0]);
  }

  /**
   * What was decided.
   *
   * @param point as it is to be stored; null when it is refused
   */
  record Admitted(@Nullable Point point, Decision decision) {
    static Admitted refused(Rule rule, String reason) {
      return new Admitted(null, Decision.refused(rule, reason));
    }
  }
}

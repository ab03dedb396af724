package io.tallystick.core.alert;

import io.tallystick.core.alert.Judgement.Verdict;
import io.tallystick.core.query.Windows;
import io.tallystick.core.spike.Direction;
import io.tallystick.core.spike.SpikeDetector;
import io.tallystick.core.spike.SpikeSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The detectors of one spike rule, one for each group, fed minute by minute. Bounded: a rule has so
 * many groups at most. For one thread.
 */
final class SpikeWatch {
  /** So many series of one rule are watched; each takes some kilobytes. */
  static final int MOST_GROUPS = 200;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration IDLE = Duration.ofHours(6);
  private static final double PERCENT = 100;

  private final SpikeSettings settings;
  private final Map<List<String>, SpikeDetector> detectors = new LinkedHashMap<>();

  /** When something was recorded of a group last. */
  private final Map<List<String>, Instant> seen = new HashMap<>();

  private @Nullable Instant through;

  SpikeWatch(RuleDefinition rule) {
    RuleCondition condition = rule.condition();
    settings =
        SpikeSettings.standard()
            .withSensitivity(condition.sensitivity())
            .withDirection(condition.comparison() == Comparison.LT ? Direction.DOWN : Direction.UP)
            .withMinimumChange(condition.minimumChangePercent() / PERCENT)
            .withMinimumStep(condition.minimumStep())
            .withMinimumVolume((double) condition.minimumVolume());
  }

  /** Up to when all is known; null at the beginning. */
  @Nullable Instant through() {
    return through;
  }

  /** Takes what was before anything is judged: the mean of a minute of some time. */
  void learn(List<String> group, Instant start, Duration width, double value) {
    SpikeDetector detector = detector(group);
    if (detector != null && !Double.isNaN(value)) {
      detector.learn(start.toEpochMilli(), width.toMillis(), value);
    }
  }

  /**
   * Takes the next minutes of all groups.
   *
   * @param minutes values of single minutes, from where it is known on
   * @return what the last of them says of each group
   */
  Map<List<String>, Judgement> judge(Course minutes) {
    Map<List<String>, Judgement> judged = new LinkedHashMap<>();
    minutes.lines().forEach((group, points) -> judge(group, minutes, points, judged));
    List.copyOf(detectors.keySet()).stream()
        .filter(group -> !minutes.lines().containsKey(group))
        .forEach(group -> judge(group, minutes, ofNothing(minutes), judged));
    if (!minutes.ends().isEmpty()) {
      through = minutes.ends().get(minutes.ends().size() - 1);
    }
    return judged;
  }

  /** Of a group that had nothing in these minutes: none, if somebody was there to count it. */
  private static List<Windows.Point> ofNothing(Course minutes) {
    return IntStream.range(0, minutes.ends().size())
        .mapToObj(at -> new Windows.Point(minutes.none(), 0, 0, minutes.isAlive(at), false))
        .toList();
  }

  private void judge(
      List<String> group,
      Course minutes,
      List<Windows.Point> points,
      Map<List<String>, Judgement> judged) {
    SpikeDetector detector = detector(group);
    if (detector == null) {
      return;
    }
    for (int i = 0; i < points.size(); i++) {
      Windows.Point point = points.get(i);
      Instant start = minutes.ends().get(i).minus(MINUTE);
      var verdict =
          detector.next(
              start.toEpochMilli(), point.isThere() ? point.value() : Double.NaN, point.volume());
      judged.put(group, judgement(verdict, point));
      if (point.hasData()) {
        seen.put(group, minutes.ends().get(i));
      }
    }
  }

  private static Judgement judgement(
      io.tallystick.core.spike.Verdict verdict, Windows.Point point) {
    Verdict isSo =
        switch (verdict.state()) {
          case SPIKE -> Verdict.YES;
          case QUIET -> Verdict.NO;
          case UNKNOWN -> point.isThere() ? Verdict.NO : Verdict.UNKNOWN;
        };
    return new Judgement(
        isSo, isSo == Verdict.NO, point.value(), point.volume(), point.part(), verdict.expected());
  }

  private @Nullable SpikeDetector detector(List<String> group) {
    SpikeDetector known = detectors.get(group);
    if (known != null || (detectors.size() >= MOST_GROUPS && !letOneGo())) {
      return known;
    }
    SpikeDetector made = new SpikeDetector(settings);
    detectors.put(List.copyOf(group), made);
    return made;
  }

  /** Makes room by a group of which nothing was seen for long; whether there was one. */
  private boolean letOneGo() {
    Instant now = through;
    List<String> idle =
        now == null
            ? null
            : detectors.keySet().stream()
                .filter(group -> seen(group).isBefore(now.minus(IDLE)))
                .min(Comparator.comparing(this::seen))
                .orElse(null);
    if (idle == null) {
      return false;
    }
    detectors.remove(idle);
    seen.remove(idle);
    return true;
  }

  private Instant seen(List<String> group) {
    return seen.getOrDefault(group, Instant.MIN);
  }
}

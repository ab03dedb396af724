package io.tallystick.core.spike;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Tells of each minute of one series whether a spike begins or lasts in it.
 *
 * <pre>{@code
 * SpikeDetector detector = new SpikeDetector(SpikeSettings.standard());
 * for (Bucket hour : formerDays) {
 *   detector.learn(hour.start(), 3_600_000, hour.meanPerMinute());
 * }
 * Verdict verdict = detector.next(minute.start(), minute.value(), minute.count());
 * }</pre>
 *
 * <p>It compares the last two minutes with what the twenty before them let expect, by the measure
 * of how well such expectations did in the last four hours, and does not report a jump that comes
 * at this time of the hour, the day or the week. Nothing else is needed: it judges from the first
 * quarter of an hour on, and better the more past there is. It throws for no value.
 *
 * <p>For one thread at a time. It keeps 5 KB for one direction and 7.6 KB for both, however long it
 * runs, and {@link #next} costs some ten microseconds.
 */
public final class SpikeDetector {
  private static final long MINUTE_MILLIS = 60_000;

  /** What was before a longer gap says nothing of the level after it. */
  private static final int LONG_GAP_MINUTES = 15;

  /** After more than this the first value may hold what was held up, and is not judged. */
  private static final int SHORT_GAP_MINUTES = 3;

  /** A yardstick of fewer minutes is none. */
  private static final int FEWEST_RESIDUALS = 10;

  /** Values that were whole for so long are counts. */
  private static final int WHOLE_MINUTES = 60;

  /**
   * How far out a value lies, by the usual width, that is kept away from the yardstick if known.
   */
  private static final double OUTLYING = 3;

  /** Values are kept as floats, and added up. */
  private static final double LARGEST = Float.MAX_VALUE / 1000;

  private final SpikeSettings settings;
  private final RecentMinutes recent = new RecentMinutes();
  private final Seasons seasons;
  private final Residuals residuals;
  private final JumpSearch search;
  private final Caution caution = new Caution();
  private final Levels levels = new Levels();
  private @Nullable Episode episode;
  private Verdict verdict = Verdict.unknown(Double.NaN);
  private long last = RecentMinutes.NEVER;
  private long rowSince = RecentMinutes.NEVER;
  private long lastFraction = RecentMinutes.NEVER;
  private double volumeBefore;
  private double heldMiss = Double.NaN;
  private double heldLevel;

  /** A detector that knows nothing yet. */
  public SpikeDetector(SpikeSettings settings) {
    this.settings = requireNonNull(settings, "settings");
    seasons = new Seasons(settings.direction());
    residuals = new Residuals(settings.chance());
    search = new JumpSearch(settings, recent);
  }

  /**
   * Takes in a stretch of the past that nobody asks about, in the order of time and before the
   * minutes that are judged. Minutes leave the detector as {@link #next} would; wider stretches
   * teach it what comes at which time. What is not finite or above 10<sup>35</sup>, or comes late,
   * is left out.
   *
   * @param startMillis when it begins, milliseconds of the epoch
   * @param widthMillis how long it is: a minute, or more
   * @param value its mean per minute
   */
  public void learn(long startMillis, long widthMillis, double value) {
    if (widthMillis <= MINUTE_MILLIS) {
      next(startMillis, value, Double.POSITIVE_INFINITY);
      return;
    }
    long first = Math.floorDiv(startMillis, MINUTE_MILLIS);
    long end = Math.floorDiv(startMillis + widthMillis - 1, MINUTE_MILLIS);
    if (first > last && isUsable(value)) {
      seasons.put(first, end, value);
    }
  }

  /**
   * Judges the next minute.
   *
   * @param minuteMillis when it begins, milliseconds of the epoch. Minutes that are left out are
   *     gaps. One that was judged already, or lies before it, changes nothing.
   * @param value of the minute; NaN is a gap, and so is what is not finite or above 10<sup>35</sup>
   * @param volume how many samples lie behind the value, for {@link SpikeSettings#minimumVolume}
   * @return the verdict; for a minute that was judged already, the last one again
   */
  public Verdict next(long minuteMillis, double value, double volume) {
    long minute = Math.floorDiv(minuteMillis, MINUTE_MILLIS);
    if (minute <= last) {
      return verdict;
    }
    if (!isUsable(value)) {
      return Verdict.unknown(Double.NaN);
    }
    takeIn(minute, value);
    verdict = judge(minute, value, isEnough(minute, volume));
    seasons.put(minute, value);
    last = minute;
    volumeBefore = volume;
    return verdict;
  }

  private static boolean isUsable(double value) {
    return Math.abs(value) <= LARGEST;
  }

  private void takeIn(long minute, double value) {
    if (minute - last > LONG_GAP_MINUTES) {
      episode = null;
      heldMiss = Double.NaN;
      levels.startAt(minute);
    }
    if (minute - last > SHORT_GAP_MINUTES) {
      rowSince = minute;
    }
    if (value != Math.rint(value)) {
      lastFraction = minute;
    }
    recent.put(minute, value);
  }

  private boolean isEnough(long minute, double volume) {
    double before = last == minute - 1 ? volumeBefore : 0;
    return settings.minimumVolume() == 0 || volume + before >= settings.minimumVolume();
  }

  private Verdict judge(long minute, double value, boolean isEnough) {
    Episode open = episode;
    if (open == null) {
      return judgeAfresh(minute, value, isEnough);
    }
    open.next(minute, value);
    if (open.isOver()) {
      close(open);
      return judgeAfresh(minute, value, isEnough);
    }
    learnAround(open, minute, value);
    if (open.isNormal(minute)) {
      accept(open);
      return verdict(Verdict.State.QUIET, open.jump().from(), value);
    }
    return during(open, value, isEnough);
  }

  private Verdict during(Episode open, double value, boolean isEnough) {
    boolean isReported = !open.isKnown() && settings.direction().covers(open.jump().side());
    Verdict.State state = isReported && isEnough ? Verdict.State.SPIKE : Verdict.State.QUIET;
    return verdict(state, open.jump().from(), value);
  }

  /** The values are back: the episode was none of the series' ways. */
  private void close(Episode open) {
    recent.forget(open.jump().first(), open.lastFar());
    residuals.dropLast(open.learnt());
    if (open.wasOneMinute()) {
      caution.rise();
    }
    episode = null;
  }

  /** The values stay: this is the level now, and its noise is the noise. */
  private void accept(Episode open) {
    residuals.keepLast(open.learnt());
    levels.move(open.jump());
    episode = null;
  }

  private void learnAround(Episode open, long minute, double value) {
    double expected = recent.expected(minute, open.jump().first());
    if (!Double.isNaN(expected)) {
      residuals.add(value - expected, expected);
      open.learn();
    }
  }

  private Verdict judgeAfresh(long minute, double value, boolean isEnough) {
    caution.fade();
    double expected = recent.expected(minute, levels.since());
    if (Double.isNaN(expected)) {
      return Verdict.unknown(value);
    }
    if (residuals.count() < FEWEST_RESIDUALS) {
      residuals.add(value - expected, expected);
      return Verdict.unknown(value);
    }
    Expectation expectation = residuals.around(expected, last - lastFraction >= WHOLE_MINUTES);
    Jump jump = isEnough ? jump(minute, expectation) : null;
    if (jump != null) {
      return open(jump, minute, value);
    }
    hold(minute, value, expectation);
    return verdict(Verdict.State.QUIET, expectation, value);
  }

  private @Nullable Jump jump(long minute, Expectation expectation) {
    boolean isFirst = minute == rowSince;
    boolean isFollowing = minute - 1 >= rowSince;
    return isFirst
        ? null
        : search.at(minute, expectation, levels.since(), isFollowing, caution.factor());
  }

  private Verdict open(Jump jump, long minute, double value) {
    if (jump.first() < minute) {
      heldMiss = Double.NaN;
    }
    releaseHeld();
    boolean isKnown =
        levels.isReturn(jump)
            || seasons.know(jump.side(), minute, jump.from().expected(), jump.far());
    Episode opened = new Episode(jump, isKnown, minute);
    episode = opened;
    return during(opened, value, true);
  }

  /** Holds the miss for a minute: it may turn out to be the first of a jump. */
  private void hold(long minute, double value, Expectation expectation) {
    releaseHeld();
    if (!isKnownOutlier(minute, value, expectation)) {
      heldMiss = expectation.cutMiss(value);
      heldLevel = expectation.expected();
    }
  }

  private void releaseHeld() {
    if (!Double.isNaN(heldMiss)) {
      residuals.add(heldMiss, heldLevel);
    }
    heldMiss = Double.NaN;
  }

  /** Whether it lies out, not far enough to be a jump, and comes at this time. */
  private boolean isKnownOutlier(long minute, double value, Expectation expectation) {
    double expected = expectation.expected();
    Side side = value > expected ? Side.ABOVE : Side.BELOW;
    double usual = OUTLYING * expectation.on(side).usual();
    double least = Math.max(settings.smallestChange(expected), usual);
    return side.beyond(expected, value) > least && seasons.know(side, minute, expected, value);
  }

  private Verdict verdict(Verdict.State state, Expectation expectation, double value) {
    double change = settings.smallestChange(expectation.expected());
    return expectation.verdict(state, change, value);
  }
}

package io.tallystick.core.export;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.StartSpan;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which rows stand for a range, so that each sample is counted once.
 *
 * <p>The range is cut into parts, each read at one granularity. Of that granularity all rows are
 * read: a folded one holds what was finer, and a writer's own holds what was never finer, so they
 * add up. Of coarser granularities only writers' own rows are read, since no finer row holds them.
 * Finer rows are not read: they are in the folded ones.
 *
 * <p>Unless one granularity is asked for, each time is read at the finest that was not purged
 * there. A part that is to be read coarsely, but holds windows that are marked, is read from finer
 * rows in these, if all of them are kept: what is marked is not folded yet. Parts are cut where a
 * coarser window starts, so no window is read twice.
 */
final class Coverage {
  private static final int WINDOWS_A_PAGE = 1_000;

  private final BucketStore store;
  private final ZoneId zone;
  private final Map<Granularity, Instant> horizons = new EnumMap<>(Granularity.class);
  private final Map<Granularity, StartSpan> spans = new EnumMap<>(Granularity.class);
  private final List<Part> parts = new ArrayList<>();

  private Coverage(BucketStore store) {
    this.store = store;
    this.zone = store.identity().zone();
    for (Granularity each : Granularity.values()) {
      horizons.put(each, store.horizon(each));
      store.span(each).ifPresent(span -> spans.put(each, span));
    }
  }

  static Coverage of(BucketStore store, ExportRequest request) {
    Coverage coverage = new Coverage(store);
    coverage.bounds(request.range()).ifPresent(range -> coverage.divide(range, request));
    return coverage;
  }

  /** What to read of a granularity, in the order of time. */
  List<Stretch> stretches(Granularity granularity) {
    List<Stretch> stretches = new ArrayList<>();
    StartSpan span = spans.get(granularity);
    for (Part part : parts) {
      if (span != null && part.granularity.compareTo(granularity) <= 0) {
        Instant from = later(part.from, span.oldest());
        Instant to = earlier(part.to, span.newest().plusMillis(1));
        if (from.isBefore(to)) {
          boolean isOwnOnly = part.granularity != granularity;
          stretches.add(new Stretch(granularity, new TimeRange(from, to), isOwnOnly));
        }
      }
    }
    return stretches;
  }

  Instant end(Granularity granularity, Instant start) {
    return granularity.bucketRange(start, zone).to();
  }

  /** The days within which there are rows at all, or as much of them as is asked for. */
  private Optional<TimeRange> bounds(@Nullable TimeRange asked) {
    Optional<Instant> oldest =
        spans.values().stream().map(StartSpan::oldest).min(Instant::compareTo);
    Optional<Instant> newest =
        spans.values().stream().map(StartSpan::newest).max(Instant::compareTo);
    if (oldest.isEmpty() || newest.isEmpty()) {
      return Optional.empty();
    }
    Instant from = floor(Granularity.DAY, oldest.get());
    Instant to = end(Granularity.DAY, newest.get());
    if (asked != null) {
      from = later(from, asked.from());
      to = earlier(to, asked.to());
    }
    return from.isBefore(to) ? Optional.of(new TimeRange(from, to)) : Optional.empty();
  }

  private void divide(TimeRange range, ExportRequest request) {
    if (request.granularity() != null) {
      add(request.granularity(), range.from(), range.to());
      return;
    }
    Instant minutes = keptFrom(Granularity.MINUTE, Granularity.FIVE_MINUTES, Instant.MAX);
    Instant fiveMinutes = keptFrom(Granularity.FIVE_MINUTES, Granularity.HOUR, minutes);
    Instant hours = keptFrom(Granularity.HOUR, Granularity.DAY, fiveMinutes);
    add(Granularity.DAY, range.from(), earlier(hours, range.to()));
    add(Granularity.HOUR, later(hours, range.from()), earlier(fiveMinutes, range.to()));
    add(Granularity.FIVE_MINUTES, later(fiveMinutes, range.from()), earlier(minutes, range.to()));
    add(Granularity.MINUTE, later(minutes, range.from()), range.to());
  }

  /**
   * From which coarser window on all rows of a granularity are kept. There is no row before the
   * oldest, and none that is finer before {@code finerFrom}.
   */
  private Instant keptFrom(Granularity granularity, Granularity coarser, Instant finerFrom) {
    StartSpan span = spans.get(granularity);
    Instant first = earlier(span == null ? Instant.MAX : span.oldest(), finerFrom);
    Instant there = first.equals(Instant.MAX) ? first : floor(coarser, first);
    Instant horizon = horizons.getOrDefault(granularity, Instant.MIN);
    return horizon.equals(Instant.MIN) ? there : later(there, ceiling(coarser, horizon));
  }

  /** Adds the windows that start within a time. */
  private void add(Granularity granularity, Instant from, Instant to) {
    if (from.isBefore(to)) {
      addWindows(granularity, ceiling(granularity, from), ceiling(granularity, to));
    }
  }

  private void addWindows(Granularity granularity, Instant from, Instant to) {
    Instant done = from;
    for (TimeRange unfolded : unfolded(granularity, from, to)) {
      addPart(granularity, done, unfolded.from());
      addWindows(granularity.finer().orElseThrow(), unfolded.from(), unfolded.to());
      done = unfolded.to();
    }
    addPart(granularity, done, to);
  }

  private void addPart(Granularity granularity, Instant from, Instant to) {
    if (from.isBefore(to)) {
      parts.add(new Part(granularity, from, to));
    }
  }

  /** Runs of windows that are marked, and of which all finer rows are kept. */
  private List<TimeRange> unfolded(Granularity granularity, Instant from, Instant to) {
    List<TimeRange> runs = new ArrayList<>();
    for (Instant window : marked(granularity, from, to)) {
      int last = runs.size() - 1;
      boolean goesOn = last >= 0 && runs.get(last).to().equals(window);
      TimeRange run =
          new TimeRange(goesOn ? runs.get(last).from() : window, end(granularity, window));
      if (goesOn) {
        runs.set(last, run);
      } else {
        runs.add(run);
      }
    }
    return runs;
  }

  /**
   * A mark of a finer window stands for each wider one around it; an hour, and what is in it,
   * belongs to the day in which it starts.
   */
  private SortedSet<Instant> marked(Granularity granularity, Instant from, Instant to) {
    SortedSet<Instant> windows = new TreeSet<>();
    Instant keptFrom =
        granularity.finer().map(finer -> horizons.getOrDefault(finer, Instant.MIN)).orElse(to);
    boolean isOfDays = granularity == Granularity.DAY;
    Instant end = isOfDays ? to.plus(Granularity.HOUR.width()) : to;
    for (Granularity target : Granularity.values()) {
      if (target.finer().isPresent() && target.compareTo(granularity) <= 0) {
        collect(
            target,
            from,
            end,
            window ->
                windows.add(
                    isOfDays && target != Granularity.DAY
                        ? floor(granularity, floor(Granularity.HOUR, window))
                        : floor(granularity, window)));
      }
    }
    windows.removeIf(
        window -> window.isBefore(keptFrom) || window.isBefore(from) || !window.isBefore(to));
    return windows;
  }

  private void collect(Granularity target, Instant from, Instant to, Consumer<Instant> windows) {
    Instant next = from;
    while (next.isBefore(to)) {
      List<Mark> marks = store.marks(target, new TimeRange(next, to), WINDOWS_A_PAGE);
      marks.forEach(mark -> windows.accept(mark.window()));
      next = marks.isEmpty() ? to : marks.get(marks.size() - 1).window().plusMillis(1);
    }
  }

  private Instant floor(Granularity granularity, Instant instant) {
    return granularity.bucketStart(instant, zone);
  }

  private Instant ceiling(Granularity granularity, Instant instant) {
    Instant start = floor(granularity, instant);
    return start.equals(instant) ? start : end(granularity, instant);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private record Part(Granularity granularity, Instant from, Instant to) {}
}

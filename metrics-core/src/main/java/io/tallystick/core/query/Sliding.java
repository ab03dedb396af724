package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers over windows that overlap. */
final class Sliding {
  private final Sources sources;

  Sliding(Sources sources) {
    this.sources = sources;
  }

  /**
   * The windows that end within a time.
   *
   * @param window how long each is, in whole minutes
   * @param ends behind which instant the first window ends, and with which the last one does
   */
  Windows windows(Asking asking, Duration window, TimeRange ends, Stop stop) {
    MetricKind kind = asking.kind();
    TimeRange range = new TimeRange(firstStart(window, ends), ends.to());
    if (kind == null) {
      return new Windows(
          asking.label(),
          Step.MINUTE,
          window,
          List.of(),
          List.of(),
          List.of(),
          Double.NaN,
          asking.unknown());
    }
    Borders.requireFew(range, Step.MINUTE, sources.limits().points());
    Function<Kept, Borders> cut =
        kept ->
            Borders.cut(
                    range,
                    Step.MINUTE,
                    asking.question().when().zone(),
                    kept,
                    sources.limits().points())
                .at(asking.now());
    return View.of(
        sources,
        range,
        asking.filters(),
        cut,
        stop,
        view -> new Slide(asking, view, kind, window, ends).answer());
  }

  /** Refuses what no buckets can tell. */
  static void requireMinutes(Duration window, TimeRange ends) {
    if (window.toMinutes() < 1 || !window.equals(Duration.ofMinutes(window.toMinutes()))) {
      throw new InvalidQueryException(
          "window", window, "give a number of whole minutes, at least one");
    }
    if (ends.isEmpty() || isWithinAMinute(ends.from()) || isWithinAMinute(ends.to())) {
      throw new InvalidQueryException(
          "ends", ends.from() + " to " + ends.to(), "give whole minutes, the later one behind");
    }
  }

  private static boolean isWithinAMinute(Instant time) {
    return !Step.MINUTE.start(time, ZoneOffset.UTC).equals(time);
  }

  private static Instant firstStart(Duration window, TimeRange ends) {
    return ends.from().plus(Step.MINUTE.nominal()).minus(window);
  }

  /** The windows of one view. */
  private static final class Slide {
    private final Asking asking;
    private final View view;
    private final Duration window;
    private final int span;
    private final int windows;

    /**
     * Those that end within the time that was asked for: where buckets are wide, borders lie where
     * these have them, and the last window may not be over.
     */
    private final int[] shown;

    private final Evaluated part;
    private final @Nullable Evaluated whole;

    /** In which stretches somebody was there to record, once that is asked. */
    private @Nullable BitSet alive;

    Slide(Asking asking, View view, MetricKind kind, Duration asked, TimeRange ends) {
      this.asking = asking;
      this.view = view;
      Duration step = view.borders().step().nominal();
      this.span = (int) ((asked.toMillis() + step.toMillis() - 1) / step.toMillis());
      this.window = step.multipliedBy(span);
      this.windows = new Panes(view.borders().count(), span).windows();
      this.shown =
          IntStream.range(0, windows)
              .filter(at -> end(at).isAfter(ends.from()) && !end(at).isAfter(ends.to()))
              .toArray();
      this.part = view.slide(asking.filter(), kind, asking.question(), asking.quantiles(), span);
      this.whole = whole();
    }

    private @Nullable Evaluated whole() {
      MetricKind kind = asking.wholeKind();
      return asking.whole() == null || kind == null
          ? null
          : view.slide(asking.whole(), kind, asking.question(), List.of(), span);
    }

    Windows answer() {
      return new Windows(
          asking.label(),
          view.borders().step(),
          window,
          IntStream.of(shown).mapToObj(this::end).toList(),
          groups().stream().map(this::line).toList(),
          IntStream.of(shown).mapToObj(this::isThere).toList(),
          whole == null && shown.length > 0 ? value(null, 0, 0, shown[0]) : Double.NaN,
          asking.basis(part));
    }

    private boolean isThere(int at) {
      return all().values().values().stream().anyMatch(values -> values[at] != null) || isAlive(at);
    }

    private Instant end(int at) {
      return view.borders().to(at + span - 1);
    }

    private Evaluated all() {
      return whole == null ? part : whole;
    }

    private List<List<String>> groups() {
      Set<List<String>> found = new LinkedHashSet<>(all().values().keySet());
      found.addAll(part.values().keySet());
      if (asking.question().keys().isEmpty()) {
        found.add(List.of());
      }
      List<List<String>> groups = new ArrayList<>(found);
      groups.sort(
          Comparator.comparingDouble((List<String> group) -> -volume(group))
              .thenComparing(Object::toString));
      return groups;
    }

    private double volume(List<String> group) {
      @Nullable CellValue[] values = all().values().get(group);
      return values == null
          ? 0
          : Stream.of(values).filter(Objects::nonNull).mapToDouble(CellValue::volume).sum();
    }

    private Windows.Line line(List<String> group) {
      return new Windows.Line(group, IntStream.of(shown).mapToObj(at -> point(group, at)).toList());
    }

    private Windows.Point point(List<String> group, int at) {
      CellValue of = part.value(group, at);
      CellValue all = all().value(group, at);
      double some = of == null ? 0 : of.volume();
      double volume = all == null ? 0 : all.volume();
      boolean hasData = all != null;
      boolean isThere = hasData || isAlive(at);
      double value = isThere ? value(of, some, volume, at) : Double.NaN;
      return new Windows.Point(value, volume, some, isThere, hasData);
    }

    private double value(@Nullable CellValue of, double some, double volume, int at) {
      if (whole != null) {
        return volume == 0 ? Double.NaN : some / volume;
      }
      Aggregation aggregation = Objects.requireNonNull(asking.aggregation());
      CellValue value = of == null ? nothing() : of;
      return value.of(aggregation, seconds(at));
    }

    private CellValue nothing() {
      MetricKind kind = Objects.requireNonNull(asking.kind());
      return CellValue.nothing(kind, Math.max(1, asking.quantiles().size()));
    }

    private double seconds(int at) {
      double seconds = 0;
      for (int i = at; i < at + span; i++) {
        seconds += view.seconds(i, asking.now());
      }
      return seconds;
    }

    private boolean isAlive(int at) {
      BitSet there = alive;
      if (there == null) {
        there = view.alive(asking.filter());
        alive = there;
      }
      int next = there.nextSetBit(at);
      return next >= 0 && next < at + span;
    }
  }
}

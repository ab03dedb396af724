package io.tallystick.core.testing;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.LiveSnapshot;
import io.tallystick.core.aggregate.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The series that fit a name and tags, and the words for what is there. */
final class FoundSeries {
  private static final int SHOWN_NAMES = 5;
  private static final int SHOWN_SERIES = 20;

  private final LiveSnapshot snapshot;
  private final @Nullable MetricKind kind;
  private final String name;
  private final Tags tags;
  private final List<LiveSeries> series;

  private FoundSeries(LiveSnapshot snapshot, @Nullable MetricKind kind, String name, Tags tags) {
    this.snapshot = snapshot;
    this.kind = kind;
    this.name = requireNonNull(name, "name");
    this.tags = tags;
    this.series = named().filter(this::fits).toList();
  }

  static FoundSeries of(LiveSnapshot snapshot, MetricKind kind, String name, Tags tags) {
    return new FoundSeries(snapshot, kind, name, tags);
  }

  static FoundSeries ofAnyKind(LiveSnapshot snapshot, String name, Tags tags) {
    return new FoundSeries(snapshot, null, name, tags);
  }

  private Stream<LiveSeries> named() {
    return snapshot.series().stream().filter(one -> one.series().name().equals(name));
  }

  private boolean fits(LiveSeries one) {
    Map<String, String> there = one.series().tags().asMap();
    return (kind == null || kind == one.series().kind())
        && there.entrySet().containsAll(tags.asMap().entrySet());
  }

  /** What each of them has. */
  <R extends Reading> List<R> totals(Class<R> shape) {
    return series.stream().map(LiveSeries::total).map(shape::cast).toList();
  }

  void requireAny() {
    if (series.isEmpty()) {
      throw new AssertionError("There is no %s %s. %s".formatted(kindWord(), asked(), whatElse()));
    }
  }

  void requireOne() {
    if (series.size() != 1) {
      throw new AssertionError(
          "The %s %s is %d series where one is asked for: give more tags.%n%s"
              .formatted(kindWord(), asked(), series.size(), shown(series)));
    }
  }

  void requireNone() {
    if (!series.isEmpty()) {
      throw new AssertionError(
          "Nothing was to be recorded under %s, but there is:%n%s"
              .formatted(asked(), shown(series)));
    }
  }

  /** Fails unless the number is as expected: exactly, or to the last digits of a fraction. */
  void requireEqual(String what, double expected, double actual) {
    require(isEqual(expected, actual), what, number(expected), number(actual));
  }

  private static boolean isEqual(double expected, double actual) {
    boolean areWhole = isWhole(expected) && isWhole(actual);
    double rounded = areWhole ? 0 : 1e-9 * Math.max(Math.abs(expected), Math.abs(actual));
    return Math.abs(expected - actual) <= rounded;
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value);
  }

  /** Fails with both numbers unless the actual one is as expected. */
  void require(boolean isEqual, String what, String expected, Object actual) {
    if (!isEqual) {
      throw new AssertionError(
          "The %s of the %s %s should be %s, but it is %s:%n%s"
              .formatted(what, kindWord(), asked(), expected, actual, shown(series)));
    }
  }

  private String asked() {
    return name + tags;
  }

  private String kindWord() {
    return kind == null ? "metric" : kind.name().toLowerCase(Locale.ROOT);
  }

  private String whatElse() {
    List<LiveSeries> sameName = named().toList();
    if (!sameName.isEmpty()) {
      return "Under its name there is:%n%s".formatted(shown(sameName));
    }
    List<String> names = names();
    return names.isEmpty()
        ? "Nothing at all was recorded."
        : "The most similar names: %s.".formatted(String.join(", ", names));
  }

  /** The names that were recorded by the application, the most similar ones first. */
  private List<String> names() {
    return snapshot.series().stream()
        .map(one -> one.series().name())
        .filter(other -> !other.startsWith("tallystick."))
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(other -> Similarity.distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN_NAMES)
        .toList();
  }

  private static String shown(List<LiveSeries> series) {
    String shown =
        series.stream()
            .map(FoundSeries::shown)
            .sorted()
            .limit(SHOWN_SERIES)
            .collect(joining(System.lineSeparator()));
    return series.size() <= SHOWN_SERIES
        ? shown
        : "%s%n  and %d more".formatted(shown, series.size() - SHOWN_SERIES);
  }

  private static String shown(LiveSeries one) {
    return "  %s%s: %s".formatted(one.series().name(), one.series().tags(), shown(one.total()));
  }

  private static String shown(Reading reading) {
    if (reading instanceof Reading.OfCounter counter) {
      return CounterSum.of(List.of(counter)).toString();
    }
    if (reading instanceof Reading.OfGauge gauge) {
      return number(gauge.last());
    }
    Reading.OfHistogram histogram = (Reading.OfHistogram) reading;
    return "count %d, sum %s".formatted(histogram.count(), number(histogram.sum()));
  }

  /** A number as people write it. */
  static String number(double value) {
    return isWhole(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

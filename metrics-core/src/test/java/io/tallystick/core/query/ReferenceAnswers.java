package io.tallystick.core.query;

import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TagChoice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Answers by looking at every value: exact and slow. */
final class ReferenceAnswers {
  private final List<ReferenceSample> samples;

  ReferenceAnswers(List<ReferenceSample> samples) {
    this.samples = samples;
  }

  /** Answers of a selection alone, so that many can be found quickly. */
  ReferenceAnswers of(Selection selection, List<String> keys, List<String> group) {
    return new ReferenceAnswers(
        samples.stream()
            .filter(sample -> asksFor(selection, sample.series()))
            .filter(sample -> group(sample.series(), keys).equals(group))
            .toList());
  }

  /** All values from a time on and before another. */
  List<Double> values(Instant from, Instant to) {
    return samples.stream()
        .filter(sample -> !sample.at().isBefore(from) && sample.at().isBefore(to))
        .map(ReferenceSample::value)
        .toList();
  }

  /** The groups that a selection has from a time on and before another. */
  TreeSet<String> groups(Selection selection, List<String> keys, Instant from, Instant to) {
    TreeSet<String> groups = new TreeSet<>();
    for (ReferenceSample sample : samples) {
      if (asksFor(selection, sample.series())
          && !sample.at().isBefore(from)
          && sample.at().isBefore(to)) {
        groups.add(group(sample.series(), keys).toString());
      }
    }
    return groups;
  }

  /** Answers that tell when a runtime was there. */
  ReferenceAnswers alive(Selection selection) {
    Selection heartbeat = Selection.of(ReferenceHistory.HEARTBEAT);
    String source = selection.source();
    return of(source == null ? heartbeat : heartbeat.source(source), List.of(), List.of());
  }

  private static List<String> group(SeriesKey series, List<String> keys) {
    List<String> group = new ArrayList<>();
    for (String key : keys) {
      String value = series.tags().get(key);
      group.add(value != null ? value : key.equals("source") ? series.source() : "");
    }
    return group;
  }

  private static boolean asksFor(Selection selection, SeriesKey series) {
    return selection.metric().equals(series.name())
        && selection.type() == series.type()
        && (selection.source() == null || selection.source().equals(series.source()))
        && (selection.tenant() == null || selection.tenant().equals(series.tenant()))
        && selection.tags().stream().allMatch(choice -> has(choice, series));
  }

  private static boolean has(TagChoice choice, SeriesKey series) {
    String value = series.tags().get(choice.key());
    return value != null && choice.values().stream().anyMatch(each -> Objects.equals(each, value));
  }

  static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Whether a number may stand for a percentile: near the value of its rank, or near the rank. */
  static boolean isPercentile(double found, List<Double> values, double q, Basis basis) {
    List<Double> sorted = values.stream().sorted().toList();
    double valueError = Objects.requireNonNull(basis.error()).value();
    double rankError = Objects.requireNonNull(basis.error()).rank();
    int rank = rank(q, sorted.size());
    double exact = sorted.get(rank);
    if (Math.abs(found - exact) <= valueError * Math.abs(exact) + 1e-9) {
      return true;
    }
    double low = sorted.get(rank(Math.max(0, q - rankError), sorted.size()));
    double high = sorted.get(rank(Math.min(1, q + rankError), sorted.size()));
    return rankError > 0 && low <= found && found <= high;
  }

  private static int rank(double q, int size) {
    return (int) Math.max(1, Math.min(size, Math.ceil(q * size))) - 1;
  }
}

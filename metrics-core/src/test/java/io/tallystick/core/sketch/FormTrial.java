package io.tallystick.core.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one form of sketch does with every distribution.
 *
 * <p>An error is given as a part of what is allowed: of 0.5 % in value or 0.1 % in rank, whichever
 * it is nearer to, when stored; of 1 % or 0.25 % when folded. At most 1 is met.
 */
record FormTrial(
    SketchForm form, Map<Distribution, Result> results, double buildMicros, double mergeMicros) {
  private static final double[] QUANTILES = {0.5, 0.75, 0.9, 0.95, 0.99, 0.999};
  private static final long[] SEEDS = {17, 7_936};
  private static final int MINUTES = 1_440;
  private static final int SAMPLES_A_MINUTE = 200;
  private static final int MOST_BYTES = 260;

  /** The worst of all seeds; sizes in bytes at 60, 1,000 and 60,000 samples, and of the day. */
  record Result(double stored, double hour, double folded, double gap, List<Integer> bytes) {
    static Result worst(Result a, Result b) {
      return new Result(
          Math.max(a.stored, b.stored),
          Math.max(a.hour, b.hour),
          Math.max(a.folded, b.folded),
          Math.max(a.gap, b.gap),
          IntStream.range(0, 4).mapToObj(i -> Math.max(a.bytes.get(i), b.bytes.get(i))).toList());
    }

    boolean meetsAll() {
      return stored <= 1 && hour <= 1 && folded <= 1 && gap <= 1 && bytes.get(1) <= MOST_BYTES;
    }
  }

  static FormTrial of(SketchForm form) {
    Map<Distribution, Result> results = new EnumMap<>(Distribution.class);
    for (Distribution distribution : Distribution.values()) {
      for (long seed : SEEDS) {
        results.merge(distribution, tried(form, distribution, new Random(seed)), Result::worst);
      }
    }
    double[] samples = Distribution.LOGNORMAL.samples(1_000, new Random(3));
    CountedSamples counted = Counting.count(samples);
    List<SketchForm.Kept> sixty = Stream.generate(() -> form.of(counted)).limit(60).toList();
    return new FormTrial(
        form, results, micros(() -> form.of(counted)), micros(() -> form.merge(sixty)));
  }

  boolean meetsAll() {
    return results.values().stream().allMatch(Result::meetsAll);
  }

  private static Result tried(SketchForm form, Distribution distribution, Random random) {
    double[] minute = distribution.samples(60_000, random);
    SketchForm.Kept kept = form.of(Counting.count(minute));
    double[] day = distribution.samples(MINUTES * SAMPLES_A_MINUTE, random);
    List<SketchForm.Kept> minutes = minutes(form, day);
    List<SketchForm.Kept> hours = folded(form, folded(form, minutes, 5), 12);
    SketchForm.Kept folded = folded(form, hours, 24).get(0);
    Truth hour = new Truth(Arrays.copyOf(day, 60 * SAMPLES_A_MINUTE));
    return new Result(
        error(new Truth(minute), kept, 0.005, 0.001),
        error(hour, form.merge(minutes.subList(0, 60)), 0.005, 0.001),
        error(new Truth(day), folded, 0.01, 0.0025),
        gap(new Truth(day), folded, distribution),
        List.of(
            form.of(Counting.count(distribution.samples(60, random))).bytes(),
            form.of(Counting.count(distribution.samples(1_000, random))).bytes(),
            kept.bytes(),
            folded.bytes()));
  }

  private static List<SketchForm.Kept> minutes(SketchForm form, double[] day) {
    List<SketchForm.Kept> minutes = new ArrayList<>();
    for (int from = 0; from < day.length; from += SAMPLES_A_MINUTE) {
      minutes.add(form.of(Counting.count(Arrays.copyOfRange(day, from, from + SAMPLES_A_MINUTE))));
    }
    return minutes;
  }

  private static List<SketchForm.Kept> folded(
      SketchForm form, List<SketchForm.Kept> finer, int by) {
    return IntStream.range(0, finer.size() / by)
        .mapToObj(i -> form.merge(finer.subList(i * by, (i + 1) * by)))
        .toList();
  }

  private static double error(Truth truth, SketchForm.Kept kept, double value, double rank) {
    return Arrays.stream(QUANTILES)
        .map(
            q -> {
              double answer = kept.quantile(q);
              return Math.min(
                  truth.errorInValue(q, answer) / value, truth.errorInRank(q, answer) / rank);
            })
        .max()
        .orElseThrow();
  }

  /** The worst answer where nothing is, over all ranks. */
  private static double gap(Truth truth, SketchForm.Kept kept, Distribution distribution) {
    return IntStream.rangeClosed(0, 20_000)
        .mapToDouble(i -> i / 20_000.0)
        .filter(q -> distribution.isEmptyAt(kept.quantile(q)))
        .map(q -> truth.errorInRank(q, kept.quantile(q)) / 0.0025)
        .max()
        .orElse(0);
  }

  private static double micros(Runnable task) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 2_000; i++) {
      long start = System.nanoTime();
      task.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e3;
  }

  static String report(List<FormTrial> trials) {
    StringBuilder text = new StringBuilder();
    text.append(
            "| form | stored | hour | folded | in a gap | bytes at 60 | 1,000 | 60,000 | a day ")
        .append("| build, µs | merge 60, µs |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    trials.forEach(trial -> text.append(trial.row()));
    for (Distribution distribution : Distribution.values()) {
      text.append("\n").append(distribution).append("\n");
      trials.forEach(
          trial ->
              text.append(trial.form.words())
                  .append(": ")
                  .append(trial.results.get(distribution))
                  .append("\n"));
    }
    return text.toString();
  }

  private String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f | %d | %d | %d | %d | %.0f | %.0f |%n",
        form.words(),
        worst(Result::stored),
        worst(Result::hour),
        worst(Result::folded),
        worst(Result::gap),
        (int) worst(result -> result.bytes().get(0)),
        (int) worst(result -> result.bytes().get(1)),
        (int) worst(result -> result.bytes().get(2)),
        (int) worst(result -> result.bytes().get(3)),
        buildMicros,
        mergeMicros);
  }

  private double worst(ToDoubleFunction<Result> part) {
    return results.values().stream().mapToDouble(part).max().orElseThrow();
  }
}

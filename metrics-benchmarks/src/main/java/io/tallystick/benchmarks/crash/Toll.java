package io.tallystick.benchmarks.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What many kills have cost. */
final class Toll {
  private final List<Remains> all = new ArrayList<>();

  void add(Remains remains) {
    all.add(remains);
  }

  void say(Findings findings) {
    findings.say(
        "  recorded %,d samples, stored %,d",
        sum(Remains::recordedSamples), sum(Remains::storedSamples));
    findings.say(
        "  %,d confirmed writes; %d kills before the first",
        sum(remains -> remains.heard().writes()), count(remains -> remains.heard().writes() == 0));
    findings.say(
        "  %d kills within a write: %d times all of it was kept, else nothing",
        count(Remains::isKilledInAWrite), count(Remains::isLastWriteStored));
    findings.say(
        "  lost after the last confirmed flush: p50 %,d samples, %,d ms of recording;"
            + " max %,d samples, %,d ms",
        quantile(Remains::lostSamples, 0.5),
        quantile(Remains::lostMillis, 0.5),
        quantile(Remains::lostSamples, 1),
        quantile(Remains::lostMillis, 1));
  }

  private long sum(ToLongFunction<Remains> number) {
    return all.stream().mapToLong(number).sum();
  }

  private long count(Predicate<Remains> condition) {
    return all.stream().filter(condition).count();
  }

  private long quantile(ToLongFunction<Remains> number, double part) {
    return quantile(all.stream().map(number::applyAsLong).toList(), part);
  }

  /** The least value that is not exceeded by so great a part of all; 0 when there is none. */
  static long quantile(List<Long> values, double part) {
    List<Long> sorted = values.stream().sorted().toList();
    int rank = (int) Math.ceil(part * sorted.size());
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1));
  }
}

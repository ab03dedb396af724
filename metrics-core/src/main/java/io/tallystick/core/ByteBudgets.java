package io.tallystick.core;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much memory the runtime may take for what it holds; together at most a quarter of the maximum
 * heap.
 *
 * @param cellBytes for counters, gauges and what threads record into
 * @param histogramBytes for histograms
 * @param backlogBytes for buckets that wait for the store
 */
record ByteBudgets(long cellBytes, long histogramBytes, long backlogBytes) {
  static final long LEAST = 64 * ByteSize.KB;

  private static final int PART_OF_HEAP = 4;

  /** The configured budgets as they are; the defaults beside them shrink until all fit. */
  static ByteBudgets resolve(OptionResolver resolver, long maxHeapBytes) {
    List<GivenOption<Long>> budgets =
        Stream.of(Options.BUDGET_CELLS, Options.BUDGET_HISTOGRAMS, Options.BUDGET_BACKLOG)
            .map(resolver::resolve)
            .toList();
    Share share = Share.of(budgets, maxHeapBytes / PART_OF_HEAP);
    if (!share.isEnough()) {
      resolver.add(tooMuch(budgets, share.mostBytes()));
    }
    return new ByteBudgets(
        share.of(budgets.get(0)), share.of(budgets.get(1)), share.of(budgets.get(2)));
  }

  private static String tooMuch(List<GivenOption<Long>> budgets, long mostBytes) {
    String configured =
        budgets.stream()
            .filter(budget -> !budget.isStandard())
            .map(GivenOption::sentence)
            .collect(Collectors.joining(". "));
    return ("%s. All budgets together may take a quarter of the maximum heap, which is %s, and at"
            + " least %s each: choose less, or raise the heap.")
        .formatted(configured, ByteSize.text(mostBytes), ByteSize.text(LEAST));
  }

  /** What is left for the defaults once the configured budgets have taken theirs. */
  private record Share(long mostBytes, long configuredBytes, long standardBytes, long standards) {
    static Share of(List<GivenOption<Long>> budgets, long mostBytes) {
      return new Share(
          mostBytes,
          sum(budgets, false),
          sum(budgets, true),
          budgets.stream().filter(GivenOption::isStandard).count());
    }

    private static long sum(List<GivenOption<Long>> budgets, boolean ofStandards) {
      return budgets.stream()
          .filter(budget -> budget.isStandard() == ofStandards)
          .mapToLong(GivenOption::value)
          .sum();
    }

    /** However small the heap is, defaults alone always fit. */
    boolean isEnough() {
      return configuredBytes == 0 || leftBytes() >= LEAST * standards;
    }

    long of(GivenOption<Long> budget) {
      return budget.isStandard() && standardBytes > leftBytes()
          ? budget.value() * Math.max(0, leftBytes()) / standardBytes
          : budget.value();
    }

    private long leftBytes() {
      return mostBytes - configuredBytes;
    }
  }
}

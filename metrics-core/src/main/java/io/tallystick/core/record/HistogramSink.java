package io.tallystick.core.record;

import io.tallystick.core.sketch.Grid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a histogram since it was last cleared: how many, their sum, least and greatest,
 * and their counts on the grid.
 *
 * <p>Under the lock they are plain fields. Where threads meet at a series again and again it gets
 * more parts, each with a lock of its own, which are brought in and cleared whenever the fields are
 * read; a thread that finds all parts taken, or adds without a log, adds to {@link Beside} by
 * atomic steps. Each of the numbers there is swapped for its neutral value, so a sample that is
 * being added meanwhile is counted now or the next time, never twice. Only the sum, least and
 * greatest of such a run may be seen a moment before its counts.
 *
 * <p>Whoever reads locks this part and then, one after the other, the others; whoever adds holds
 * one lock and waits for none.
 */
final class HistogramSink extends SampleSink {
  /** More than can be busy at once: who holds a lock may lose its processor for long. */
  private static final int MOST_PARTS =
      Integer.highestOneBit(Math.min(64, 8 * Runtime.getRuntime().availableProcessors()));

  private static final int LONG_RUN = 32;
  private static final HistogramSink[] NO_OTHERS = {};
  private static final VarHandle OTHERS;
  private static final VarHandle BESIDE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      OTHERS = lookup.findVarHandle(HistogramSink.class, "others", HistogramSink[].class);
      BESIDE = lookup.findVarHandle(HistogramSink.class, "beside", Beside.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ByteBudget budget;
  private final Bounds bounds;
  private final GridCounts grid;

  /** What must be added to the counts that the grid gives at each bound. */
  private final long[] within;

  /** The grid's, once more; a step less to what most samples change. Guarded like the grid. */
  private PageWindow positive = PageWindow.EMPTY;

  private final ExactSum sum = new ExactSum();
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  @SuppressWarnings("UnusedVariable") // through OTHERS
  private HistogramSink[] others = NO_OTHERS;

  @SuppressWarnings("UnusedVariable") // through BESIDE
  private @Nullable Beside beside;

  HistogramSink(ByteBudget budget, Bounds bounds) {
    this.budget = budget;
    this.bounds = bounds;
    this.within = new long[bounds.size()];
    this.grid = new GridCounts(budget);
  }

  /**
   * Adds a run to this part or, when it is long, to one beside it, the one of the log's stripe
   * first, so that threads which are busy with one series at once do not take its counts out of
   * each other's caches. A short run is worth no part: most often whoever holds the lock has lost
   * its processor, and there may be a thousand series.
   */
  @Override
  int acceptRun(SampleLog log, int from, int end) {
    HistogramSink[] others = others();
    if (others.length == 0 && tryLockAtOnce()) {
      return addAndUnlock(log, from, end);
    }
    if (!isLong(log.numbers(), from, end)) {
      return super.acceptRun(log, from, end);
    }
    HistogramSink part = lockedPart(others, log.stripe());
    return part == null ? addBeside(log, from, end) : part.addAndUnlock(log, from, end);
  }

  private static boolean isLong(long[] numbers, int from, int end) {
    int to = from + LONG_RUN;
    if (to > end) {
      return false;
    }
    for (int at = from + 1; at < to; at++) {
      if (SampleLog.isMark(numbers[at])) {
        return false;
      }
    }
    return true;
  }

  private @Nullable HistogramSink lockedPart(HistogramSink[] others, int stripe) {
    for (int i = 0; i <= others.length; i++) {
      HistogramSink part = part(others, stripe + i);
      if (part.tryLockAtOnce()) {
        return part;
      }
    }
    HistogramSink own = part(others, stripe);
    if (own.tryLock()) {
      return own;
    }
    HistogramSink more = part(withMore(others), stripe);
    return more.tryLockAtOnce() ? more : null;
  }

  /** The parts are a power of two, this one among them. */
  private HistogramSink part(HistogramSink[] others, int stripe) {
    int number = stripe & others.length;
    return number == 0 ? this : others[number - 1];
  }

  private HistogramSink[] withMore(HistogramSink[] now) {
    if (now.length + 1 >= MOST_PARTS || !budget.isHalfFree()) {
      return now;
    }
    HistogramSink[] more = Arrays.copyOf(now, 2 * now.length + 1);
    for (int i = now.length; i < more.length; i++) {
      more[i] = new HistogramSink(budget, bounds);
    }
    return OTHERS.compareAndSet(this, now, more) ? more : others();
  }

  private HistogramSink[] others() {
    return (HistogramSink[]) OTHERS.getAcquire(this);
  }

  @Override
  int lookAt(long bits) {
    return positive.countAt(Grid.indexOf(Double.longBitsToDouble(bits)));
  }

  @Override
  int addPlainly(SampleLog log, int from, int end) {
    long[] numbers = log.numbers();
    int at = from;
    do {
      at = addWherePagesAre(numbers, at, end);
      if (at < end && !SampleLog.isMark(numbers[at])) {
        addAnywhere(Double.longBitsToDouble(numbers[at++]));
      }
    } while (at < end && !SampleLog.isMark(numbers[at]));
    count += at - from;
    return at;
  }

  /** A negative value, a zero, or one that there is no page for yet. */
  private void addAnywhere(double value) {
    int cell = Grid.indexOf(value);
    int countedIn = grid.add(cell);
    if (bounds.isOff(cell, countedIn)) {
      for (int i = 0; i < within.length; i++) {
        within[i] += bounds.error(i, countedIn, value);
      }
    }
    positive = grid.positive();
    sum.add(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /**
   * Adds samples, but for how many, up to the first that there is no page for, or no room in its
   * count; a mark is such a one. Nothing is called but for the few that are counted at a bound, so
   * that everything stays in registers.
   *
   * @return where it is, or the end
   */
  private int addWherePagesAre(long[] numbers, int from, int end) {
    char[] @Nullable [] pages = positive.pages();
    int firstPage = positive.firstPage();
    int[] edges = bounds.edges();
    int edgesFrom = firstPage - bounds.firstPage();
    double runSum = 0;
    double runMin = min;
    double runMax = max;
    int at = from;
    for (; at < end; at++) {
      double value = Double.longBitsToDouble(numbers[at]);
      int index = Grid.indexOf(value);
      int number = (index >> PageWindow.PAGE_BITS) - firstPage;
      if (number < 0 || number >= pages.length) {
        break;
      }
      char[] page = pages[number];
      if (page == null || page[index & PageWindow.PAGE_MASK] >= GridCounts.FULL - 1) {
        break;
      }
      page[index & PageWindow.PAGE_MASK]++;
      int edgesAt = number + edgesFrom;
      if (edgesAt >= 0 && edgesAt < edges.length && (edges[edgesAt] >>> index & 1) != 0) {
        bounds.countAtEdge(index, value, within);
      }
      runSum += value;
      runMin = value < runMin ? value : runMin;
      runMax = value > runMax ? value : runMax;
    }
    min = runMin;
    max = runMax;
    sum.add(runSum);
    return at;
  }

  @Override
  int addBeside(SampleLog log, int from, int end) {
    double runSum = 0;
    double runMin = Double.POSITIVE_INFINITY;
    double runMax = Double.NEGATIVE_INFINITY;
    long[] numbers = log.numbers();
    int to = from;
    do {
      double value = Double.longBitsToDouble(numbers[to++]);
      runSum += value;
      runMin = Math.min(runMin, value);
      runMax = Math.max(runMax, value);
    } while (to < end && !SampleLog.isMark(numbers[to]));
    Beside there = beside();
    there.include(runSum, runMin, runMax);
    for (int at = from; at < to; at++) {
      there.add(Double.longBitsToDouble(numbers[at]), bounds);
    }
    return to;
  }

  @Override
  void addAtomically(double value) {
    Beside there = beside();
    there.include(value, value, value);
    there.add(value, bounds);
  }

  private Beside beside() {
    Beside there = (Beside) BESIDE.getAcquire(this);
    if (there != null) {
      return there;
    }
    Beside made = new Beside(budget, bounds.size());
    return BESIDE.compareAndSet(this, null, made) ? made : (Beside) BESIDE.getAcquire(this);
  }

  /** Brings in what came past the lock; called under the lock. */
  void gather() {
    for (HistogramSink part : others()) {
      part.lock();
      try {
        part.gather();
        include(part);
        part.clear();
      } finally {
        part.unlock();
      }
    }
    Beside there = (Beside) BESIDE.getAcquire(this);
    if (there == null) {
      return;
    }
    for (int i = 0; i < within.length; i++) { // before the grid: see Beside
      within[i] += there.within.getAndSet(i, 0);
    }
    there.grid.takeAll(this::addMany);
    sum.add(there.sum.getAndSet(0));
    min = Math.min(min, there.min.getAndSet(Double.POSITIVE_INFINITY));
    max = Math.max(max, there.max.getAndSet(Double.NEGATIVE_INFINITY));
  }

  private void addMany(int index, long more) {
    int countedIn = grid.addMany(index, more);
    if (countedIn != index) {
      bounds.correct(index, countedIn, more, within);
    }
    positive = grid.positive();
    count += more;
  }

  /** Brings in all that another sink has; called under both locks. */
  void include(HistogramSink other) {
    other.grid.forEach(this::addMany);
    if (bounds.isSame(other.bounds)) {
      for (int i = 0; i < within.length; i++) {
        within[i] += other.within[i];
      }
    }
    sum.add(other.sum());
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** Gives its memory back; nobody uses it from here on. */
  void discard() {
    grid.discard();
    positive = PageWindow.EMPTY;
    for (HistogramSink part : others()) {
      part.discard();
    }
    Beside there = (Beside) BESIDE.getAcquire(this);
    if (there != null) {
      there.grid.discard();
    }
  }

  GridCounts grid() {
    return grid;
  }

  BucketCounts buckets() {
    return bounds.counts(grid, within);
  }

  long count() {
    return count;
  }

  /** Whether there is nothing, not even what a sample left that was counted before. */
  boolean isEmpty() {
    return count == 0 && Arrays.stream(within).allMatch(more -> more == 0);
  }

  double sum() {
    return sum.value();
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /** Back to nothing; called under the lock. */
  void clear() {
    count = 0;
    Arrays.fill(within, 0);
    sum.clear();
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    grid.clear();
    positive = grid.positive();
  }

  /**
   * What came past the lock; any thread may add at any time. A sample is on the grid before it is
   * counted at its bounds, and those are taken before the grid, so that what is counted up to a
   * bound only grows while there is memory for the grid.
   */
  private static final class Beside {
    final GridCounts grid;
    final AtomicLongArray within;
    final AtomicDouble sum = new AtomicDouble(0);
    final AtomicDouble min = new AtomicDouble(Double.POSITIVE_INFINITY);
    final AtomicDouble max = new AtomicDouble(Double.NEGATIVE_INFINITY);

    Beside(ByteBudget budget, int bounds) {
      grid = new GridCounts(budget);
      within = new AtomicLongArray(bounds);
    }

    void add(double value, Bounds bounds) {
      int cell = Grid.indexOf(value);
      int countedIn = grid.addAtomically(cell);
      if (bounds.isOff(cell, countedIn)) {
        for (int i = 0; i < within.length(); i++) {
          within.getAndAdd(i, bounds.error(i, countedIn, value));
        }
      }
    }

    void include(double itsSum, double itsMin, double itsMax) {
      min.lowerTo(itsMin);
      max.raiseTo(itsMax);
      sum.add(itsSum);
    }
  }
}

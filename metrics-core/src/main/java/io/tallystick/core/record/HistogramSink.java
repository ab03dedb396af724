package io.tallystick.core.record;

import io.tallystick.core.sketch.Grid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a histogram since it was last cleared: how many, their sum, least and greatest,
 * and their counts on the grid.
 *
 * <p>Under the lock they are plain fields. What came past the lock lies in {@link Beside}, made
 * when it is first needed, and is moved over whenever the fields are read: each of its numbers is
 * swapped for its neutral value, so a sample that is being added meanwhile is counted now or the
 * next time, never twice. Only the sum, least and greatest of a run may be seen a moment before its
 * counts.
 */
final class HistogramSink extends SampleSink {
  private static final VarHandle BESIDE;

  static {
    try {
      BESIDE = MethodHandles.lookup().findVarHandle(HistogramSink.class, "beside", Beside.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ByteBudget budget;
  private final GridCounts grid;
  private final ExactSum sum = new ExactSum();
  private long count;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  @SuppressWarnings("UnusedVariable") // through BESIDE
  private @Nullable Beside beside;

  HistogramSink(ByteBudget budget) {
    this.budget = budget;
    this.grid = new GridCounts(budget);
  }

  @Override
  int addPlainly(SampleLog log, int from, int end) {
    long series = log.number(from);
    PageWindow window = grid.positive();
    double runSum = 0;
    double runMin = min;
    double runMax = max;
    int at = from;
    do {
      double value = Double.longBitsToDouble(log.number(at + 1));
      int index = Grid.indexOf(value);
      if (!window.countIfThere(index)) {
        grid.add(index);
        window = grid.positive();
      }
      runSum += value;
      runMin = value < runMin ? value : runMin;
      runMax = value > runMax ? value : runMax;
      at += 2;
    } while (at < end && log.number(at) == series);
    min = runMin;
    max = runMax;
    sum.add(runSum);
    count += (at - from) / 2;
    return at;
  }

  @Override
  int addBeside(SampleLog log, int from, int end) {
    long series = log.number(from);
    double runSum = 0;
    double runMin = Double.POSITIVE_INFINITY;
    double runMax = Double.NEGATIVE_INFINITY;
    int to = from;
    do {
      double value = Double.longBitsToDouble(log.number(to + 1));
      runSum += value;
      runMin = Math.min(runMin, value);
      runMax = Math.max(runMax, value);
      to += 2;
    } while (to < end && log.number(to) == series);
    Beside there = beside();
    there.include(runSum, runMin, runMax);
    for (int at = from; at < to; at += 2) {
      there.grid.addAtomically(Grid.indexOf(Double.longBitsToDouble(log.number(at + 1))));
    }
    return to;
  }

  @Override
  void addAtomically(double value) {
    Beside there = beside();
    there.include(value, value, value);
    there.grid.addAtomically(Grid.indexOf(value));
  }

  private Beside beside() {
    Beside there = (Beside) BESIDE.getAcquire(this);
    if (there != null) {
      return there;
    }
    Beside made = new Beside(budget);
    return BESIDE.compareAndSet(this, null, made) ? made : (Beside) BESIDE.getAcquire(this);
  }

  /** Brings in what came past the lock; called under the lock. */
  void gather() {
    Beside there = (Beside) BESIDE.getAcquire(this);
    if (there == null) {
      return;
    }
    there.grid.takeAll(this::addMany);
    sum.add(there.sum.getAndSet(0));
    min = Math.min(min, there.min.getAndSet(Double.POSITIVE_INFINITY));
    max = Math.max(max, there.max.getAndSet(Double.NEGATIVE_INFINITY));
  }

  private void addMany(int index, long more) {
    grid.addMany(index, more);
    count += more;
  }

  /** Brings in all that another sink has; called under both locks. */
  void include(HistogramSink other) {
    other.grid.forEach(this::addMany);
    sum.add(other.sum());
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** Gives its memory back; nobody uses it from here on. */
  void discard() {
    grid.discard();
    Beside there = (Beside) BESIDE.getAcquire(this);
    if (there != null) {
      there.grid.discard();
    }
  }

  GridCounts grid() {
    return grid;
  }

  long count() {
    return count;
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
    sum.clear();
    min = Double.POSITIVE_INFINITY;
    max = Double.NEGATIVE_INFINITY;
    grid.clear();
  }

  /** What came past the lock; any thread may add at any time. */
  private static final class Beside {
    final GridCounts grid;
    final AtomicDouble sum = new AtomicDouble(0);
    final AtomicDouble min = new AtomicDouble(Double.POSITIVE_INFINITY);
    final AtomicDouble max = new AtomicDouble(Double.NEGATIVE_INFINITY);

    Beside(ByteBudget budget) {
      grid = new GridCounts(budget);
    }

    void include(double itsSum, double itsMin, double itsMax) {
      min.lowerTo(itsMin);
      max.raiseTo(itsMax);
      sum.add(itsSum);
    }
  }
}

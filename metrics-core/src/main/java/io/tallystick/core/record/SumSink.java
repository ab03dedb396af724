package io.tallystick.core.record;

/** The fractional amounts that were added to a counter since they were last taken. */
final class SumSink extends SampleSink {
  private final ExactSum sum = new ExactSum();
  private final AtomicDouble beside = new AtomicDouble(0);

  @Override
  int addPlainly(SampleLog log, int from, int end) {
    long[] numbers = log.numbers();
    int at = from;
    do {
      sum.add(Double.longBitsToDouble(numbers[at++]));
    } while (at < end && !SampleLog.isMark(numbers[at]));
    return at;
  }

  @Override
  int addBeside(SampleLog log, int from, int end) {
    double runSum = 0;
    long[] numbers = log.numbers();
    int at = from;
    do {
      runSum += Double.longBitsToDouble(numbers[at++]);
    } while (at < end && !SampleLog.isMark(numbers[at]));
    beside.add(runSum);
    return at;
  }

  @Override
  void addAtomically(double value) {
    beside.add(value);
  }

  /** The amounts since the last call. */
  double take() {
    lock();
    try {
      sum.add(beside.getAndSet(0));
      double taken = sum.value();
      sum.clear();
      return taken;
    } finally {
      unlock();
    }
  }
}

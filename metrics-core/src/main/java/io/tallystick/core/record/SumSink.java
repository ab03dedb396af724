package io.tallystick.core.record;

/** The fractional amounts that were added to a counter since they were last taken. */
final class SumSink extends SampleSink {
  private final ExactSum sum = new ExactSum();
  private final AtomicDouble beside = new AtomicDouble(0);

  @Override
  void addPlainly(SampleLog log, long from, long to) {
    for (long entry = from; entry < to; entry++) {
      sum.add(log.valueAt(entry));
    }
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

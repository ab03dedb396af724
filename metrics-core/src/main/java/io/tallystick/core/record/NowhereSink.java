package io.tallystick.core.record;

/** Takes samples that nobody reads. */
final class NowhereSink extends SampleSink {
  @Override
  void addPlainly(SampleLog log, long from, long to) {}

  @Override
  void addAtomically(double value) {}
}

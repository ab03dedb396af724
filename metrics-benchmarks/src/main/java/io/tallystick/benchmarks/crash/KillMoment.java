package io.tallystick.benchmarks.crash;

import java.util.Random;

/** When a child that records by now is killed. */
enum KillMoment {
  /** At first, mostly before anything is written. */
  EARLY {
    @Override
    void await(Child child, Random random) throws InterruptedException {
      child.run(random.nextInt(500));
    }
  },

  /** Some time after it was confirmed for the first time that something is written. */
  ANY {
    @Override
    void await(Child child, Random random) throws InterruptedException {
      child.await("a confirmed write", said -> said.writes() > 0);
      double part = random.nextDouble();
      child.run(300 + (long) (1_700 * part * part * part));
    }
  },

  /** While the store writes, or within a few milliseconds; not for the first time. */
  WITHIN_A_WRITE {
    @Override
    void await(Child child, Random random) throws InterruptedException {
      child.await("a confirmed write", said -> said.writes() > 0);
      child.run(random.nextInt(500));
      child.awaitNextWrite();
      child.run(random.nextInt(MOST_MILLIS_OF_A_WRITE));
    }
  };

  private static final int MOST_MILLIS_OF_A_WRITE = 12;

  /** Comes back when it is time. */
  abstract void await(Child child, Random random) throws InterruptedException;
}

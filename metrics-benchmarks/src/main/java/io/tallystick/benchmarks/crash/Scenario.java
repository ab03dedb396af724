package io.tallystick.benchmarks.crash;

/** One way to end a process; reports what is wrong with what it has left. */
interface Scenario {
  void run(Workplace workplace, Findings findings) throws InterruptedException;
}

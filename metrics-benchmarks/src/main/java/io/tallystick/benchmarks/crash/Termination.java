package io.tallystick.benchmarks.crash;

import java.time.Duration;

/**
 * A child that is asked to end by a signal, with everything that it has recorded still unwritten:
 * what is stored then was written by the shutdown hook.
 */
final class Termination implements Scenario {
  private static final Duration FLUSH_INTERVAL = Duration.ofMinutes(1);
  private static final long MILLIS_OF_RECORDING = 1_000;

  /** How a JVM ends after SIGTERM. */
  private static final int TERMINATED = 128 + 15;

  @Override
  public void run(Workplace workplace, Findings findings) throws InterruptedException {
    try (Child child = workplace.start(FLUSH_INTERVAL)) {
      child.await("recording", said -> said.said(RecordingProgram.READY));
      child.run(MILLIS_OF_RECORDING);
      child.tell(RecordingProgram.REST);
      child.await("rest", said -> said.said(RecordingProgram.REST));
      int exitCode = child.terminate();
      findings.require(exitCode == TERMINATED, "the child ended with %d", exitCode);
      Endings.requireExact("terminated: ", child, Stored.read(workplace.database()), findings);
    }
  }
}

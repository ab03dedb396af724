package io.tallystick.examples.scripts;

import io.tallystick.UserMetrics;

/** Runs scripts of one language; each run starts from nothing and leaves nothing. */
interface ScriptEngine extends AutoCloseable {
  /**
   * Runs a script on this thread, which is its own.
   *
   * @param metrics those of the tenant whose script it is
   * @param deadline to be begun before the first step, and obeyed
   */
  ScriptOutcome run(Script script, UserMetrics metrics, Deadline deadline);

  @Override
  default void close() {
    // most have nothing to close
  }
}

package io.tallystick.core.collect;

/** A collector for which it means something that it failed or hangs. */
interface TellsMissing {
  /**
   * Says how it is then; on a thread that must not wait, while {@code collect} may still run.
   *
   * @param why in one line
   */
  void missing(Readings to, String why);
}

package io.tallystick.core;

/** Uses the methods of a record, in whatever class loader it lives. */
public final class RecordRound implements Runnable {
  /** Made by reflection. */
  public RecordRound() {}

  @Override
  public void run() {
    One one = new One(new Part());
    if (one.equals(new One(new Part())) || one.hashCode() != one.hashCode()) {
      throw new IllegalStateException("A record is what its parts are: " + one);
    }
  }

  private static final class Part {}

  private record One(Part part) {}
}

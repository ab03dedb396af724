package io.tallystick.core.record;

/** A thread that says it has a number which others have too. */
final class NumberedThread extends Thread {
  private final long number;

  NumberedThread(long number, Runnable work) {
    super(work);
    this.number = number;
  }

  @Override
  public long getId() {
    return number;
  }
}

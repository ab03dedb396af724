package io.tallystick.core.record;

/**
 * A block of numbers that several threads read and write; part of the seam, see {@link CellMemory}.
 *
 * <p>Each cell is read and written whole. {@link #get} and {@link #set} are plain, for what lies
 * between a release and an acquire of another cell; the rest is ordered or atomic as its name says.
 */
abstract class Cells {
  abstract long get(int cell);

  abstract void set(int cell, long value);

  abstract long getAcquire(int cell);

  abstract void setRelease(int cell, long value);

  abstract long getAndAdd(int cell, long amount);

  abstract long getAndSet(int cell, long value);

  abstract boolean compareAndSet(int cell, long expected, long value);
}

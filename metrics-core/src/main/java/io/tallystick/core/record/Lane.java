package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The cells that one live platform thread adds to, and its log of samples; what the hot path needs
 * of them lies in {@link LanePlaces}.
 *
 * <p>Cells only grow and are never reset: a reader keeps what it saw last and takes the difference.
 *
 * <p><b>Who writes.</b> A lane's cells are written by its owner alone, so an opaque load, an add
 * and an opaque store lose nothing. A lane passes to another thread only when its holder is dead:
 * whoever saw {@code isAlive() == false} sees all that the dead thread wrote, and hands that on by
 * the compare-and-set of {@code holder}.
 *
 * <p><b>Who reads.</b> The tick and readers of live values, opaquely: each cell is whole and will
 * be seen; two cells may be of different moments.
 *
 * <p><b>owner and holder.</b> {@code holder} says whom the lane belongs to and changes by
 * compare-and-set; the owner in the list is what the hot path compares and is the holder, or null
 * while recording is switched off: so a lane is never given away while its thread may still be
 * adding. The hot path reads it plainly: only the thread itself can find itself there.
 *
 * <p>Where the cells lie is the subclass's affair; see {@link CellMemory}.
 */
abstract class Lane {
  private static final VarHandle OWNERS = MethodHandles.arrayElementVarHandle(Thread[].class);
  private static final VarHandle LOGS = MethodHandles.arrayElementVarHandle(SampleLog[].class);
  private static final VarHandle HOLDER;

  static {
    try {
      HOLDER = MethodHandles.lookup().findVarHandle(Lane.class, "holder", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LanePlaces places;
  private final int place;

  @SuppressWarnings("UnusedVariable") // through HOLDER
  private @Nullable Thread holder;

  Lane(LanePlaces places, int place) {
    this.places = places;
    this.place = place;
  }

  /** Makes room for a cell, by the owner; whether there was memory for it. */
  abstract boolean tryReach(int cell);

  /** Adds this lane's cells to totals, which saturate; for any thread. */
  abstract void addTo(long[] totals);

  /** Sets a cell back to zero that nobody has added to for long; see {@link Retirement}. */
  abstract void clear(int cell);

  final boolean isOwnedBy(Thread thread) {
    return OWNERS.getAcquire(places.owners(), place) == thread;
  }

  final boolean isHeld() {
    return HOLDER.getAcquire(this) != null;
  }

  final boolean isHeldBy(Thread thread) {
    return HOLDER.getAcquire(this) == thread;
  }

  /** Takes a lane that nobody holds, or whose holder is dead. */
  final boolean tryClaim(Thread thread) {
    Thread before = (Thread) HOLDER.getAcquire(this);
    return (before == null || !before.isAlive()) && HOLDER.compareAndSet(this, before, thread);
  }

  /** Lets a dead thread go. */
  final void releaseIfDead() {
    Thread before = (Thread) HOLDER.getAcquire(this);
    if (before != null && !before.isAlive() && HOLDER.compareAndSet(this, before, null)) {
      OWNERS.compareAndSet(places.owners(), place, before, null);
    }
  }

  /** Opens the lane for its holder's adds, or shuts it. */
  final void open(boolean isOpen) {
    OWNERS.setVolatile(places.owners(), place, isOpen ? (Thread) HOLDER.getAcquire(this) : null);
  }

  /** Shuts the lane for good and lets its thread go. */
  final void abandon() {
    open(false);
    HOLDER.setRelease(this, null);
  }

  /** The log; one without room before the owner's first sample. */
  final SampleLog log() {
    return (SampleLog) LOGS.getAcquire(places.logs(), place);
  }

  /** Gives the lane its log; for the owner, who is alone in it. */
  final void attach(SampleLog made) {
    LOGS.setRelease(places.logs(), place, made);
  }
}

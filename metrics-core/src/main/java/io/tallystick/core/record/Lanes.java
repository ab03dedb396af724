package io.tallystick.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lane of the calling thread.
 *
 * <p>There is a place for each value of the low bits of a thread's id, whose lane the first live
 * platform thread with these bits holds until it dies. The hot path, {@link LaneAccess}, is one
 * look there and one comparison. Virtual threads, threads whose place is taken, and everybody once
 * memory for lanes is spent add to a few shared lanes instead.
 *
 * <p>A place in the table is filled once, by compare-and-set, and its lane stays there with all
 * that was added: what a dead thread counted is never lost, and its successor goes on from there.
 */
final class Lanes extends LaneAccess {
  /** How many calls past a taken place until somebody looks whether its holder is still alive. */
  private static final int MISSES_TO_LOOK = 256;

  private static final VarHandle TABLE = MethodHandles.arrayElementVarHandle(Lane[].class);

  private final CellMemory memory;
  private final SeriesDirectory directory;
  private final LanePlaces places;
  private final @Nullable Lane[] table = new Lane[LanePlaces.COUNT];
  private final SharedCells[] shared;
  private final SampleLog[] sharedLogs;
  private volatile boolean isOpen = true;

  /** Guarded by this. */
  private boolean isClosed;

  /** Counted carelessly: it only says when it is time to look. */
  private int misses;

  Lanes(CellMemory memory, SeriesDirectory directory, int processors) {
    this(memory, directory, processors, new LanePlaces());
  }

  private Lanes(CellMemory memory, SeriesDirectory directory, int processors, LanePlaces places) {
    super(places);
    this.memory = memory;
    this.directory = directory;
    this.places = places;
    int stripes = Math.min(16, Integer.highestOneBit(Math.max(2, 2 * processors - 1)) * 2);
    shared = new SharedCells[stripes];
    sharedLogs = new SampleLog[stripes];
    for (int i = 0; i < stripes; i++) {
      shared[i] = new SharedCells(memory);
      sharedLogs[i] = memory.log(i);
    }
  }

  /** What a handle of its own needs. */
  LanePlaces places() {
    return places;
  }

  /** Adds an amount, 0 or more, to a cell. */
  void add(int cell, long amount) {
    Thread thread = Thread.currentThread();
    if (!addToOwn(thread, cell, amount)) {
      addElsewhere(thread, cell, amount);
    }
  }

  /** Takes a sample, finite, of a series that has a sink. */
  void sample(SeriesEntry series, double value) {
    Thread thread = Thread.currentThread();
    if (!appendToOwn(thread, series.index(), value)) {
      sampleElsewhere(thread, series, value);
    }
  }

  /** Adds where the thread has no room in a lane of its own; short, for virtual threads' sake. */
  void addElsewhere(Thread thread, int cell, long amount) {
    if (!isOpen) {
      return;
    }
    if (VirtualThreads.includes(thread) || !addToReached(thread, cell, amount)) {
      shared[stripeOf(thread)].add(cell, amount);
    }
  }

  private boolean addToReached(Thread thread, int cell, long amount) {
    Lane lane = claimed(thread);
    return lane != null && lane.tryReach(cell) && addToOwn(thread, cell, amount);
  }

  /** Takes a sample where the thread's own log has no room. */
  void sampleElsewhere(Thread thread, SeriesEntry series, double value) {
    if (!isOpen) {
      return;
    }
    Lane lane = claimed(thread);
    SampleLog log = lane == null ? null : logOf(lane, thread);
    if (log != null) {
      if (log.append(series.index(), value)
          || (log.tryEmpty(directory) && log.append(series.index(), value))) {
        return;
      }
    } else if (sampleShared(thread, series, value)) {
      return;
    }
    series.series().sink().accept(value);
  }

  private boolean sampleShared(Thread thread, SeriesEntry series, double value) {
    int stripe = stripeOf(thread);
    for (int i = 0; i < sharedLogs.length; i++) {
      SampleLog log = sharedLogs[(stripe + i) & (sharedLogs.length - 1)];
      if (log.tryAppendShared(directory, series.index(), value)) {
        return true;
      }
    }
    return false;
  }

  /** The log of the owner's lane, made at its first sample; null when there is no memory for it. */
  private @Nullable SampleLog logOf(Lane lane, Thread owner) {
    SampleLog log = lane.log();
    if (log != HeapLog.WITHOUT_ROOM) {
      return log;
    }
    SampleLog made = memory.tryLog(LanePlaces.of(owner));
    if (made != null) {
      lane.attach(made);
    }
    return made;
  }

  private int stripeOf(Thread thread) {
    return (int) thread.getId() & (shared.length - 1);
  }

  /** The lane that the thread owns or now takes, or null when it must share. */
  private @Nullable Lane claimed(Thread thread) {
    if (VirtualThreads.includes(thread)) {
      return null;
    }
    Lane lane = laneAt(LanePlaces.of(thread));
    if (lane.isOwnedBy(thread)) {
      return lane;
    }
    if (lane.isHeldBy(thread)) {
      open(lane); // it was shut while this thread claimed it
      return isOpen ? lane : null;
    }
    boolean mayLook = !lane.isHeld() || (++misses & (MISSES_TO_LOOK - 1)) == 0;
    if (!mayLook || !lane.tryClaim(thread)) {
      return null;
    }
    open(lane);
    return isOpen ? lane : null;
  }

  private Lane laneAt(int place) {
    Lane lane = (Lane) TABLE.getAcquire(table, place);
    if (lane != null) {
      return lane;
    }
    Lane made = memory.lane(places, place);
    return TABLE.compareAndSet(table, place, null, made)
        ? made
        : (Lane) TABLE.getAcquire(table, place);
  }

  /** Opens a lane, and shuts it again if recording was switched off meanwhile. */
  private void open(Lane lane) {
    lane.open(true);
    if (!isOpen) {
      lane.open(false);
    }
  }

  /** Switches recording on or off; off, every call returns at once. */
  synchronized void open(boolean open) {
    boolean opens = open && !isClosed;
    isOpen = opens;
    for (Lane lane : claimedLanes()) {
      lane.open(opens);
    }
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Lets dead threads go; their counts stay. */
  void releaseDead() {
    for (Lane lane : claimedLanes()) {
      lane.releaseIfDead();
    }
  }

  /** Lets every thread go and takes no more samples; for a runtime that ends. */
  synchronized void close() {
    isClosed = true;
    open(false);
    for (Lane lane : claimedLanes()) {
      lane.abandon();
    }
  }

  /** Moves what waits in logs to the sinks, as far as nobody else is doing so. */
  void drainLogs() {
    for (Lane lane : claimedLanes()) {
      SampleLog log = lane.log();
      if (log != HeapLog.WITHOUT_ROOM) {
        log.move(directory);
      }
    }
    for (SampleLog log : sharedLogs) {
      log.move(directory);
    }
  }

  /** What was added to each cell so far, by everybody. */
  void totals(long[] into) {
    Arrays.fill(into, 0);
    for (Lane lane : claimedLanes()) {
      lane.addTo(into);
    }
    for (SharedCells cells : shared) {
      cells.addTo(into);
    }
  }

  /** Sets a cell back to zero that nobody has added to for long; see {@link Retirement}. */
  void clear(int cell) {
    for (Lane lane : claimedLanes()) {
      lane.clear(cell);
    }
    for (SharedCells cells : shared) {
      cells.clear(cell);
    }
  }

  private List<Lane> claimedLanes() {
    List<Lane> lanes = new ArrayList<>();
    for (int place = 0; place < LanePlaces.COUNT; place++) {
      Lane lane = (Lane) TABLE.getAcquire(table, place);
      if (lane != null) {
        lanes.add(lane);
      }
    }
    return lanes;
  }
}

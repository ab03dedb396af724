package io.tallystick.core.record;

/** A lane and the way to it, for whatever thread of the number 0 is said to add. */
final class OwnCells extends LaneAccess {
  private final Lane lane;

  OwnCells() {
    this(new LanePlaces());
  }

  private OwnCells(LanePlaces places) {
    super(places);
    lane = new HeapLane(places, 0, new ByteBudget(1 << 20));
  }

  /** The lane at the place of the number 0. */
  Lane lane() {
    return lane;
  }

  /** Adds by the owner, after it made room. */
  boolean add(Thread owner, int cell, long amount) {
    return lane.tryReach(cell) && addToOwn(owner, cell, amount);
  }
}

package io.tallystick.core.query;

/** Makes what buckets of one kind of metric are added up in. */
@FunctionalInterface
interface CellMaker {
  /** One for a group and a stretch of time. */
  Cell newCell();

  /** One for what stretches of a group amount to that follow each other. */
  default CellWindow newWindow() {
    return new SummedWindow(this);
  }
}

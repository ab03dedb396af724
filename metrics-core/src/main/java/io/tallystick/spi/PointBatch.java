package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Points that a store takes all together or not at all, and at most once.
 *
 * <p>The batches of one writer carry numbers that grow. A store keeps a batch only when its number
 * is above the last one that it kept of this writer; so a writer that does not know whether a batch
 * came through writes the same one again, and nothing is there twice.
 *
 * <pre>{@code
 * PointBatch batch = new PointBatch(writer, 7, List.of(new Point(orders, at, 41.7)));
 * store.points().createBatch(batch);
 * store.points().createBatch(batch); // changes nothing
 * }</pre>
 *
 * @param writer whose batch it is
 * @param number above the numbers of all batches that the writer wrote before, at least 1
 * @param points the points, at most {@value PointStore#MAX_BATCH}; equal ones are different ones
 */
public record PointBatch(WriterId writer, long number, List<Point> points) {
  /** Copies the list and checks its size, the number and the writer. */
  public PointBatch {
    requireNonNull(writer, "writer");
    if (writer.equals(WriterId.FOLDED)) {
      throw new IllegalArgumentException(
          "The writer of a batch of points is %s, which stands for what was folded: give your own."
              .formatted(writer));
    }
    Numbers.requireAtLeast(1, "number of a batch of points", number);
    points = List.copyOf(points);
    if (points.size() > PointStore.MAX_BATCH) {
      throw new IllegalArgumentException(
          "A batch has %d points: create at most %d at once."
              .formatted(points.size(), PointStore.MAX_BATCH));
    }
  }

  /** The one batch of a writer that writes no other. */
  public static PointBatch of(Point... points) {
    return new PointBatch(WriterId.random(), 1, List.of(points));
  }
}

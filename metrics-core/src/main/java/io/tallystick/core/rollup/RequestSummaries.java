package io.tallystick.core.rollup;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.RequestGroup;
import io.tallystick.spi.RequestSummary;
import io.tallystick.spi.TagChoice;
import io.tallystick.spi.TimeRange;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests summed up from the buckets of a store, as rows that a tool can read which knows nothing
 * of series and sketches; the same as in the table of summaries, whether or not the store has one.
 * Each call asks the store and may take long. Any thread may call.
 *
 * <pre>{@code
 * List<RequestSummary> hours =
 *     new RequestSummaries(store).read(Granularity.HOUR, lastDay, List.of(), null, 500, () -> false);
 * }</pre>
 */
public final class RequestSummaries {
  /** The most rows of one call. */
  public static final int MOST = 10_000;

  private final BucketStore store;

  /** Of the requests that a store has buckets of. */
  public RequestSummaries(BucketStore store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * Reads some rows, in the order of their starts.
   *
   * @param range within which the rows start
   * @param choices which tags requests must have
   * @param after the last row that was read before; null for the first
   * @param most how many, from 1 to {@value #MOST}
   * @param isCancelled asked before each bucket; true ends it, with what there is
   * @return fewer rows than the most when these are the last
   * @throws io.tallystick.spi.StorageException when the store fails
   */
  public List<RequestSummary> read(
      Granularity granularity,
      TimeRange range,
      List<TagChoice> choices,
      @Nullable RequestGroup after,
      int most,
      BooleanSupplier isCancelled) {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException(
          "most is %d: give a number from 1 to %d.".formatted(most, MOST));
    }
    return RequestPortion.read(
        store, granularity, range, new RequestPortion.Page(choices, after, most), isCancelled);
  }
}

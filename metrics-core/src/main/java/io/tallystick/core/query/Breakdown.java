package io.tallystick.core.query;

import io.tallystick.spi.TimeRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number for each group of series, the greatest first.
 *
 * <pre>{@code
 * reader.breakdown(Question.about("orders.count").groupBy("status")).values(); // {paid=41, open=7}
 * }</pre>
 *
 * @param aggregation what the numbers are, such as {@code count} or {@code p95}; {@code ratio}
 * @param range the time, as far as buckets have its borders
 * @param shares one for each group
 * @param groups how many groups there are, with those that are not among the largest
 * @param basis what it was made of
 */
public record Breakdown(
    String aggregation, TimeRange range, List<Share> shares, int groups, Basis basis) {
  /** Copies the list. */
  public Breakdown {
    shares = List.copyOf(shares);
  }

  /**
   * The numbers by the values of the key, the greatest first.
   *
   * @throws IllegalStateException when it is by two keys: then read the shares
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Share share : shares) {
      if (share.group().size() != 1) {
        throw new IllegalStateException(
            "The breakdown is by %d keys, and a value has one: read its shares."
                .formatted(share.group().size()));
      }
      values.put(share.name(), share.value());
    }
    return values;
  }
}

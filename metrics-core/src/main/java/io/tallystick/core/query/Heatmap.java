package io.tallystick.core.query;

import java.time.Instant;
import java.util.List;

/**
 * How many there were, by group and time, and how many that is in relation to the most.
 *
 * <pre>{@code
 * Heatmap map = reader.heatmap(Question.about("http.request.count").groupBy("route_id"));
 * map.rows().forEach(row -> paint(row.group(), row.intensities()));
 * }</pre>
 *
 * @param step how long a column is
 * @param columns where each column begins
 * @param rows one for each group, the largest first
 * @param most the greatest count
 * @param groups how many groups there are, with those that are not among the largest
 * @param basis what it was made of
 */
public record Heatmap(
    Step step, List<Instant> columns, List<Row> rows, double most, int groups, Basis basis) {
  /** Copies the lists. */
  public Heatmap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * One group of series.
   *
   * @param group the values of the keys that were grouped by
   * @param counts one for each column
   * @param intensities one for each column: the count in relation to the greatest of all, 0 to 1
   */
  public record Row(List<String> group, List<Double> counts, List<Double> intensities) {
    /** Copies the lists. */
    public Row {
      group = List.copyOf(group);
      counts = List.copyOf(counts);
      intensities = List.copyOf(intensities);
    }
  }
}

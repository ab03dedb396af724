package io.tallystick.benchmarks.compare;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.IntStream;

/** Rows of text under headings, as a Markdown table whose columns line up. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  Table(List<String> headings) {
    columns = headings.size();
    rows.add(headings);
  }

  void add(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(
          "%d cells under %d headings: %s".formatted(cells.size(), columns, cells));
    }
    rows.add(cells);
  }

  @Override
  public String toString() {
    int[] widths = IntStream.range(0, columns).map(this::width).toArray();
    StringBuilder text = new StringBuilder(line(rows.get(0), widths));
    text.append(IntStream.of(widths).mapToObj(width -> "-".repeat(width + 2)).collect(bars()));
    rows.stream().skip(1).forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> " " + cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()) + " ")
        .collect(bars());
  }

  private static Collector<CharSequence, ?, String> bars() {
    return joining("|", "|", "|\n");
  }
}

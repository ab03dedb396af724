package io.tallystick.core.export;

/**
 * How history is written out. All of them are UTF-8.
 *
 * <pre>{@code
 * response.setContentType(ExportFormat.CSV.contentType());
 * }</pre>
 */
public enum ExportFormat {
  /**
   * A header and a line for each row, as RFC 4180 has it. A text that a spreadsheet would take for
   * a formula, because it begins with {@code =}, {@code +}, {@code -}, {@code @} or a control
   * character, gets an apostrophe in front; numbers do not. Tags are one cell: {@code
   * key=value;key=value}, with a backslash before each {@code ;}, {@code =} and backslash of
   * theirs.
   */
  CSV("text/csv; charset=utf-8"),

  /** One array of objects. What a row has nothing for is left out of its object. */
  JSON("application/json"),

  /** The same objects, one a line. */
  JSON_LINES("application/x-ndjson"),

  /**
   * Samples with times, for {@code promtool tsdb create-blocks-from openmetrics}. Names and units
   * are those that Prometheus sees, so milliseconds become seconds; source and tenant are labels.
   * Each sample stands at the end of its bucket. Counters begin with 0 at the start of the first
   * bucket and go on adding up; histograms are summaries of the quantiles 0.5, 0.95 and 0.99 of
   * each bucket, with a sum and a count that go on adding up; gauges show their last value.
   */
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  ExportFormat(String contentType) {
    this.contentType = contentType;
  }

  /** What the format is called in a header of HTTP. */
  public String contentType() {
    return contentType;
  }
}

package io.tallystick.core.export;

import io.tallystick.Tags;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comma-separated values, as RFC 4180 has them, that no spreadsheet takes for formulas. */
final class CsvRows implements RowFormat {
  private static final String LINE_END = "\r\n";

  private final Writer out;
  private final List<Column> columns;

  CsvRows(Writer out, List<Column> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void begin() throws IOException {
    out.write(String.join(",", columns.stream().map(Column::title).toList()));
    out.write(LINE_END);
  }

  @Override
  public void write(ExportRow row) throws IOException {
    String separator = "";
    for (Column column : columns) {
      out.write(separator);
      out.write(cell(column, column.of(row)));
      separator = ",";
    }
    out.write(LINE_END);
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }

  private static String cell(Column column, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value instanceof Tags tags ? list(tags) : value.toString();
    return column.isFreeText() ? quoted(harmless(text)) : text;
  }

  private static String list(Tags tags) {
    StringBuilder list = new StringBuilder();
    for (Map.Entry<String, String> tag : tags) {
      list.append(list.isEmpty() ? "" : ";")
          .append(escaped(tag.getKey()))
          .append('=')
          .append(escaped(tag.getValue()));
    }
    return list.toString();
  }

  /** Without a semicolon: some spreadsheets begin a cell behind it, which might be a formula. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(";", "\\s").replace("=", "\\=");
  }

  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'".concat(text) : text;
  }

  private static String quoted(String text) {
    boolean isPlain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}

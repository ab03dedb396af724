package io.tallystick.core.export;

import io.tallystick.Tags;
import io.tallystick.core.json.JsonObjects;
import java.io.IOException;
import java.util.List;

/** An object for each row. */
final class JsonRows implements RowFormat {
  private final JsonObjects out;
  private final List<Column> columns;

  JsonRows(JsonObjects out, List<Column> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void begin() throws IOException {
    out.begin();
  }

  @Override
  public void write(ExportRow row) throws IOException {
    out.beginObject();
    for (Column column : columns) {
      Object value = column.of(row);
      if (value instanceof Long whole) {
        out.number(column.title(), whole);
      } else if (value instanceof Double number) {
        out.number(column.title(), number);
      } else if (value instanceof Tags tags) {
        out.tags(column.title(), tags);
      } else if (value != null) {
        out.text(column.title(), value.toString());
      }
    }
    out.endObject();
  }

  @Override
  public void end() throws IOException {
    out.end();
  }
}

package io.tallystick.core.export;

import java.io.IOException;

/** Writes rows in the order in which they come. */
interface RowFormat {
  /** What comes before the first row. */
  void begin() throws IOException;

  /** Writes a row. */
  void write(ExportRow row) throws IOException;

  /** What comes after the last row; what was held back goes to the stream. */
  void end() throws IOException;
}

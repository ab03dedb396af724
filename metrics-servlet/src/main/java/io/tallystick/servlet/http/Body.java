package io.tallystick.servlet.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes what an answer carries.
 *
 * <pre>{@code
 * Body body = out -> export.write(request, ExportFormat.CSV, out);
 * }</pre>
 */
@FunctionalInterface
public interface Body {
  /**
   * Writes all of it and does not close the stream.
   *
   * @throws IOException what the stream throws
   */
  void writeTo(OutputStream out) throws IOException;
}

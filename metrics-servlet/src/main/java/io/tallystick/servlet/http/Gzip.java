package io.tallystick.servlet.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Presses what another body writes. */
record Gzip(Body body) implements Body {
  private static final int BUFFER_BYTES = 8 << 10;

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Pressing pressing = new Pressing(out);
    try {
      body.writeTo(pressing);
      pressing.finish();
    } finally {
      pressing.release();
    }
  }

  /** Gives the memory outside the heap back at once, and leaves the stream below open. */
  private static final class Pressing extends GZIPOutputStream {
    Pressing(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
    }

    void release() {
      def.end();
    }
  }
}

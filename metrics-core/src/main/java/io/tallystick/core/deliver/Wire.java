package io.tallystick.core.deliver;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection each of whose steps ends at one deadline. For one thread. */
interface Wire extends Closeable {
  /** Waits for bytes; how many came, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /** Writes all of them. */
  void write(ByteBuffer from) throws IOException;
}

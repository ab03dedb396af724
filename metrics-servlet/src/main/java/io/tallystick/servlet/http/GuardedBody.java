package io.tallystick.servlet.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body that breaks with a refusal alone, whatever goes wrong inside, so that no container shows
 * who asked what it was.
 */
record GuardedBody(Body body) implements Body {
  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      body.writeTo(out);
    } catch (RefusedRequest refused) {
      throw refused;
    } catch (RuntimeException failure) {
      throw Failures.told(failure);
    }
  }
}

package io.tallystick.servlet.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Passes bytes on as they come, and counts them. */
final class CountedOutput extends ServletOutputStream {
  private final ServletOutputStream out;
  private final ObservedResponse response;
  private final Observation observation;

  CountedOutput(ServletOutputStream out, ObservedResponse response, Observation observation) {
    this.out = out;
    this.response = response;
    this.observation = observation;
  }

  @Override
  public void write(int value) throws IOException {
    try {
      out.write(value);
    } catch (IOException e) {
      throw observation.unwritable(e);
    }
    observation.sent(1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      throw observation.unwritable(e);
    }
    observation.sent(count);
  }

  /** Left to the container, because each makes bytes of characters in a way of its own. */
  @Override
  public void print(String text) throws IOException {
    try {
      out.print(text);
    } catch (IOException e) {
      throw observation.unwritable(e);
    }
    String shown = String.valueOf(text);
    observation.sent(response.encodedLength().of(shown, 0, shown.length()));
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw observation.unwritable(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw observation.unwritable(e);
    }
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}

package io.tallystick.servlet.filter;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** Passes bytes on as they come, and counts them. */
final class CountedInput extends ServletInputStream {
  private final ServletInputStream in;
  private final Observation observation;

  CountedInput(ServletInputStream in, Observation observation) {
    this.in = in;
    this.observation = observation;
  }

  @Override
  public int read() throws IOException {
    int value;
    try {
      value = in.read();
    } catch (IOException e) {
      throw observation.unreadable(e);
    }
    observation.received(value >= 0 ? 1 : 0);
    return value;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int count;
    try {
      count = in.read(bytes, from, most);
    } catch (IOException e) {
      throw observation.unreadable(e);
    }
    observation.received(Math.max(count, 0));
    return count;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

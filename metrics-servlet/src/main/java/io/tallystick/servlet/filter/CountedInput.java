package io.tallystick.servlet.filter;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Passes bytes on as they come, and counts them. */
final class CountedInput extends ServletInputStream {
  private final ServletInputStream in;
  private final Observation observation;
  private @Nullable Throwable thrownByListener;

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
    in.setReadListener(new Listener(listener));
  }

  /** Whether the application's listener threw it, and not the connection. */
  boolean isOfListener(Throwable thrown) {
    return thrown == thrownByListener;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Passes calls on, and notes what comes out of them. */
  private final class Listener implements ReadListener {
    private final ReadListener listener;

    Listener(ReadListener listener) {
      this.listener = requireNonNull(listener, "listener");
    }

    @Override
    public void onDataAvailable() throws IOException {
      try {
        listener.onDataAvailable();
      } catch (Throwable thrown) {
        thrownByListener = thrown;
        throw thrown;
      }
    }

    @Override
    public void onAllDataRead() throws IOException {
      try {
        listener.onAllDataRead();
      } catch (Throwable thrown) {
        thrownByListener = thrown;
        throw thrown;
      }
    }

    @Override
    public void onError(Throwable thrown) {
      listener.onError(thrown);
    }
  }
}

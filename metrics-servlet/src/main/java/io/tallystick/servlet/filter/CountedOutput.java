package io.tallystick.servlet.filter;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Passes bytes on as they come, and counts them. */
final class CountedOutput extends ServletOutputStream {
  private final ServletOutputStream out;
  private final Observation observation;
  private @Nullable Throwable thrownByListener;

  CountedOutput(ServletOutputStream out, Observation observation) {
    this.out = out;
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
    observation.sent(observation.response().encodedLength().of(shown, 0, shown.length()));
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw observation.unsendable(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw observation.unsendable(e);
    } finally {
      observation.answerEnded();
    }
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(new Listener(listener));
  }

  /** Whether the application's listener threw it, and not the connection. */
  boolean isOfListener(Throwable thrown) {
    return thrown == thrownByListener;
  }

  /** Passes calls on, and notes what comes out of them. */
  private final class Listener implements WriteListener {
    private final WriteListener listener;

    Listener(WriteListener listener) {
      this.listener = requireNonNull(listener, "listener");
    }

    @Override
    public void onWritePossible() throws IOException {
      try {
        listener.onWritePossible();
      } catch (Throwable thrown) {
        thrownByListener = thrown;
        observation.failed(thrown); // Jetty tells nobody, and hangs up
        throw thrown;
      }
    }

    @Override
    public void onError(Throwable thrown) {
      listener.onError(thrown);
    }
  }
}

package io.tallystick.servlet.filter;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** A response whose bytes are counted while they pass; nothing of it is kept. */
final class ObservedResponse extends HttpServletResponseWrapper {
  private final Observation observation;
  private @Nullable CountedOutput output;
  private @Nullable CountedWriter writer;

  ObservedResponse(HttpServletResponse response, Observation observation) {
    super(response);
    this.observation = observation;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream out = super.getOutputStream();
    CountedOutput there = output;
    if (there == null) {
      there = new CountedOutput(out, observation);
      output = there;
    }
    return there;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter plain = super.getWriter();
    CountedWriter there = writer;
    if (there == null) {
      EncodedLength length = new EncodedLength(Charset.forName(getCharacterEncoding()));
      there = new CountedWriter(plain, length, observation);
      writer = there;
    }
    return there;
  }

  /** What was not sent yet is taken back; it was not sent. */
  @Override
  public void reset() {
    super.reset();
    observation.unsent();
    output = null;
    writer = null;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    observation.unsent();
  }

  @Override
  public void flushBuffer() throws IOException {
    try {
      super.flushBuffer();
    } catch (IOException e) {
      throw observation.clientGone(e);
    }
  }
}

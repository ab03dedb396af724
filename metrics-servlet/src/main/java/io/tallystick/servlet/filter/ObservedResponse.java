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

  /** The {@link CountedOutput} or the {@link CountedWriter}; there is one of them at most. */
  private @Nullable Object body;

  ObservedResponse(HttpServletResponse response, Observation observation) {
    super(response);
    this.observation = observation;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream plain = super.getOutputStream();
    if (body instanceof CountedOutput there) {
      return there;
    }
    CountedOutput made = new CountedOutput(plain, observation);
    body = made;
    return made;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter plain = super.getWriter();
    if (body instanceof CountedWriter there) {
      return there;
    }
    CountedWriter made = new CountedWriter(plain, encodedLength(), observation);
    body = made;
    return made;
  }

  EncodedLength encodedLength() {
    return new EncodedLength(Charset.forName(getCharacterEncoding()));
  }

  /**
   * Notes that nobody read what was written: a writer does not throw, one has to ask it. That
   * flushes it, so only where the answer is on its way already, and not where it became an error:
   * Jetty says that this is committed, and a flush would keep its page away.
   */
  void noteLostClient() {
    if (body instanceof CountedWriter writer && !observation.isAnswerEnded() && isCommitted()) {
      writer.checkError();
    }
  }

  /** Whether a listener that the application set to write threw it. */
  boolean isOfListener(Throwable thrown) {
    return body instanceof CountedOutput out && out.isOfListener(thrown);
  }

  /** What was not sent yet is taken back; it was not sent, and nobody missed it. */
  @Override
  public void reset() {
    super.reset();
    observation.unsent();
    observation.clientIsThere();
    body = null;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    observation.unsent();
  }

  @Override
  public void sendError(int status) throws IOException {
    super.sendError(status);
    observation.unsent();
    observation.answerEnded();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    super.sendError(status, message);
    observation.unsent();
    observation.answerEnded();
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    super.sendRedirect(location);
    observation.unsent();
    observation.answerEnded();
  }

  /**
   * There since Servlet 6.1, like the two below, which the specification leads here; so none is
   * said to override anything.
   */
  @SuppressWarnings("unused")
  public void sendRedirect(String location, int status, boolean clearsBuffer) throws IOException {
    LaterRedirect.send((HttpServletResponse) getResponse(), location, status, clearsBuffer);
    if (clearsBuffer) {
      observation.unsent();
    }
    observation.answerEnded();
  }

  /** See above. */
  @SuppressWarnings("unused")
  public void sendRedirect(String location, int status) throws IOException {
    sendRedirect(location, status, true);
  }

  /** See above. */
  @SuppressWarnings("unused")
  public void sendRedirect(String location, boolean clearsBuffer) throws IOException {
    sendRedirect(location, SC_FOUND, clearsBuffer);
  }

  @Override
  public void flushBuffer() throws IOException {
    try {
      super.flushBuffer();
    } catch (IOException e) {
      throw observation.unsendable(e);
    }
  }
}

package io.tallystick.servlet.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it, and what is observed of it from its arrival to its end,
 * wherever that is: when the filter's chain comes back or, where somebody answers later, when the
 * container says that it is over. Whoever comes first at the end records it; all others find it
 * ended. One object is both, because there is one for every request.
 *
 * <p>What is counted is written by the thread that works on the request at the time; the container
 * hands the request from one to the next.
 */
final class Observation extends HttpServletRequestWrapper
    implements AsyncListener, RouteMetrics.Numbers {
  private static final AtomicIntegerFieldUpdater<Observation> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Observation.class, "ended");
  private static final double NANOS_A_MILLI = 1e6;
  private static final int MOST_CAUSES = 10;
  private static final byte THERE = 0;

  /** What looks as if the client were gone may be that the application wrote on after the end. */
  private static final byte MISLED = 1;

  private static final byte GONE = 2;

  private final Recorder recorder;
  private final ObservedResponse response;

  /** Where it arrived, until a framework tells more; what is dispatched later is elsewhere. */
  private String place;

  /** Whether the place is a pattern that many requests share. */
  private boolean isPattern;

  private boolean isTold;

  /** When it arrived; how long it took once it is over. */
  private long nanos;

  /** Turned over, and so below zero, when the answer is at its end: what comes then is not sent. */
  private long sent;

  /** Below zero as long as nothing of the body was read. */
  private long received = -1;

  /** The {@link CountedInput} or the {@link CountedReader}; there is one of them at most. */
  private @Nullable Object body;

  /** What came out of the chain, or what the container tells of an answer that comes later. */
  private @Nullable Throwable failure;

  /** What was thrown when the body could not be read: it is not the application's fault. */
  private @Nullable IOException unreadable;

  /** {@link #THERE}, {@link #MISLED} or {@link #GONE}; the later, the stronger. */
  private byte client;

  private boolean isHeard;

  /** Written through {@link #ENDED} alone. */
  @SuppressWarnings("UnusedVariable")
  private volatile int ended;

  Observation(
      Recorder recorder, HttpServletRequest request, HttpServletResponse response, long nanos) {
    super(request);
    this.recorder = recorder;
    this.response = new ObservedResponse(response, this);
    HttpServletMapping mapping = request.getHttpServletMapping();
    this.isPattern = Routes.isTelling(mapping);
    this.place = isPattern ? mapping.getPattern() : Routes.path(request);
    this.nanos = nanos;
  }

  /** As the container made it. */
  HttpServletRequest request() {
    return (HttpServletRequest) getRequest();
  }

  /** What a framework told, or the pattern that its servlet is mapped to, or else its path. */
  String place() {
    return place;
  }

  boolean isPattern() {
    return isPattern;
  }

  boolean isTold() {
    return isTold;
  }

  /** Takes what a framework tells of where it is; what is told later is of something else. */
  void told(String toldPlace, boolean isToldPattern) {
    place = toldPlace;
    isPattern = isToldPattern;
    isTold = true;
  }

  ObservedResponse response() {
    return response;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream plain = super.getInputStream();
    if (body instanceof CountedInput there) {
      return there;
    }
    CountedInput made = new CountedInput(plain, this);
    body = made;
    return made;
  }

  /** Where the length is known nothing is counted, because lines are read without their ends. */
  @Override
  public BufferedReader getReader() throws IOException {
    BufferedReader plain = super.getReader();
    if (getContentLengthLong() >= 0) {
      return plain;
    }
    if (body instanceof BufferedReader there) {
      return there;
    }
    String encoding = getCharacterEncoding();
    Charset charset = encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
    BufferedReader made = CountedReader.over(plain, new EncodedLength(charset), this);
    body = made;
    return made;
  }

  /** With the counting response: the container's own would be written to past the counting. */
  @Override
  public AsyncContext startAsync() {
    return heard(super.startAsync(this, response));
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return heard(super.startAsync(request, response));
  }

  /** From its first moment on: whoever answers may be faster than the chain comes back. */
  private AsyncContext heard(AsyncContext context) {
    context.addListener(this);
    isHeard = true;
    return context;
  }

  /** Not every container throws where an application writes on after the end. */
  void sent(long bytes) {
    sent += sent < 0 ? 0 : bytes;
  }

  /** The application closed its answer, or made an error or a redirect of it. */
  void answerEnded() {
    sent = sent < 0 ? sent : ~sent;
  }

  boolean isAnswerEnded() {
    return sent < 0;
  }

  void unsent() {
    sent = 0;
  }

  void received(long bytes) {
    received = Math.max(received, 0) + bytes;
  }

  void clientGone() {
    client = GONE;
  }

  void clientIsThere() {
    client = THERE;
  }

  /**
   * Notes that an answer could not be written, and gives the exception back as it is. What was
   * never on its way, or cannot be written to anybody, is not the client's fault.
   */
  IOException unwritable(IOException thrown) {
    return judged(thrown, true);
  }

  /** Notes that what was written could not be sent, and gives the exception back as it is. */
  IOException unsendable(IOException thrown) {
    return judged(thrown, false);
  }

  private IOException judged(IOException thrown, boolean isWritingOn) {
    try {
      if (isAnswerEnded() || (isWritingOn && isWhole())) {
        client = client == GONE ? GONE : MISLED;
      } else if (ClientGone.isReason(thrown)
          || (response.isCommitted() && !ClientGone.isOfContent(thrown))) {
        client = GONE;
      }
    } catch (RuntimeException responseIsGone) { // it was given back to the container
      client = GONE;
    }
    return thrown;
  }

  /** Whether as much was written as the answer was said to have; containers close it then. */
  private boolean isWhole() {
    return Long.toString(sent).equals(response.getHeader("Content-Length"));
  }

  /** Notes that a body could not be read, and gives the exception back as it is. */
  IOException unreadable(IOException thrown) {
    unreadable = thrown;
    received = Math.max(received, 0);
    return thrown;
  }

  void failed(Throwable thrown) {
    failure = thrown;
  }

  /**
   * The chain came back: the request is over, or somebody answers it later. What failed is over
   * even if it was to be answered later: not every container tells when.
   *
   * @return whether it is over
   */
  boolean chainReturned() {
    if (failure == null && (isHeard || isHeardNow())) {
      return false;
    }
    response.noteLostClient();
    end();
    return true;
  }

  /** For whoever unwrapped the request before it was made to be answered later. */
  private boolean isHeardNow() {
    if (!super.isAsyncStarted()) {
      return false;
    }
    try {
      super.getAsyncContext().addListener(this);
      return true;
    } catch (IllegalStateException isOverAlready) {
      return false;
    }
  }

  private void end() {
    if (ENDED.compareAndSet(this, 0, 1)) {
      recorder.end(this);
    }
  }

  void stop(long now) {
    nanos = now - nanos;
  }

  /** The status that was sent, or that will be: the container makes one of an exception. */
  int status() {
    Throwable thrown = failure;
    if (client == GONE || (thrown != null && isOfLostClient(thrown))) {
      return Outcome.CLIENT_GONE;
    }
    int status = response.getStatus();
    if (thrown == null || status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
      return status;
    }
    if (thrown instanceof UnavailableException unavailable) {
      return unavailable.isPermanent()
          ? HttpServletResponse.SC_NOT_FOUND
          : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  private boolean isOfLostClient(Throwable thrown) {
    Throwable each = thrown;
    for (int depth = 0; each != null && depth < MOST_CAUSES; depth++) {
      if (each == unreadable || (client != MISLED && ClientGone.isReason(each))) {
        return true;
      }
      each = each.getCause();
    }
    return false;
  }

  @Override
  public double millis() {
    return nanos / NANOS_A_MILLI;
  }

  /** Nothing of a body is sent where there is none, whatever was written. */
  @Override
  public long sent() {
    long bytes = sent < 0 ? ~sent : sent;
    return bytes > 0 && Outcome.hasBody(getMethod(), response.getStatus()) ? bytes : 0;
  }

  /** What was read of the body or, where the container read it, how long it was said to be. */
  @Override
  public long received() {
    return received >= 0 ? received : Math.max(0, getContentLengthLong());
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // the container answers, and then it is over
  }

  @Override
  public void onError(AsyncEvent event) {
    Throwable thrown = event.getThrowable();
    if (thrown != null) {
      failed(thrown);
    }
    // Where nothing was dispatched, nobody but the connection or a listener can have thrown it.
    if (thrown instanceof IOException
        && request().getDispatcherType() == DispatcherType.REQUEST
        && !isOfListener(thrown)) {
      client = GONE;
    }
  }

  private boolean isOfListener(Throwable thrown) {
    return response.isOfListener(thrown)
        || (body instanceof CountedInput in && in.isOfListener(thrown));
  }

  /** Whoever begins anew loses the listeners. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  /** Records a request that ended. */
  interface Recorder {
    void end(Observation observation);
  }
}

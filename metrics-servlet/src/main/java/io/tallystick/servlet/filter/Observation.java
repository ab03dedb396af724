package io.tallystick.servlet.filter;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its end, wherever that is: when the filter's chain comes back or,
 * where somebody answers later, when the container says that it is over. Whoever comes first at the
 * end records it; all others find it ended.
 *
 * <p>What is counted is written by the thread that works on the request at the time; the container
 * hands the request from one to the next.
 */
final class Observation implements AsyncListener, RouteMetrics.Numbers {
  private static final AtomicIntegerFieldUpdater<Observation> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Observation.class, "ended");
  private static final double NANOS_A_MILLI = 1e6;
  private static final int SERVER_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  private final Recorder recorder;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final long startNanos;
  private long endNanos;
  private long sent;
  private long received;
  private boolean isClientGone;
  private @Nullable Throwable failure;

  /** Written through {@link #ENDED} alone. */
  @SuppressWarnings("UnusedVariable")
  private volatile int ended;

  Observation(
      Recorder recorder, HttpServletRequest request, HttpServletResponse response, long nanos) {
    this.recorder = recorder;
    this.request = request;
    this.response = response;
    this.startNanos = nanos;
  }

  void sent(long bytes) {
    sent += bytes;
  }

  void unsent() {
    sent = 0;
  }

  void received(long bytes) {
    received += bytes;
  }

  void clientGone() {
    isClientGone = true;
  }

  /** Notes it and gives the exception back as it is. */
  IOException clientGone(IOException thrown) {
    isClientGone = true;
    return thrown;
  }

  void failed(Throwable thrown) {
    failure = thrown;
  }

  /** The chain came back: the request is over, or somebody answers it later. */
  void chainReturned() {
    if (request.isAsyncStarted()) {
      try {
        request.getAsyncContext().addListener(this);
        return;
      } catch (IllegalStateException isOverAlready) {
        // whoever answers was faster, so nobody would tell that it is over
      }
    }
    end();
  }

  private void end() {
    if (ENDED.compareAndSet(this, 0, 1)) {
      recorder.end(this);
    }
  }

  void stop(long nanos) {
    endNanos = nanos;
  }

  HttpServletRequest request() {
    return request;
  }

  /** The status that was sent, or that will be: the container makes one of an exception. */
  int status() {
    int status = response.getStatus();
    Throwable thrown = failure;
    if (isClientGone || (thrown != null && ClientGone.isReason(thrown))) {
      return Outcome.CLIENT_GONE;
    }
    if (thrown == null || status >= SERVER_ERROR) {
      return status;
    }
    return thrown instanceof UnavailableException ? UNAVAILABLE : SERVER_ERROR;
  }

  @Override
  public double millis() {
    return (endNanos - startNanos) / NANOS_A_MILLI;
  }

  @Override
  public long sent() {
    return sent;
  }

  /** What was read of a body, or what it was said to be long. */
  @Override
  public long received() {
    return Math.max(received, request.getContentLengthLong());
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

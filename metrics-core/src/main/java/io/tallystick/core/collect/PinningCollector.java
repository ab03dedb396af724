package io.tallystick.core.collect;

import io.tallystick.Tags;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a virtual thread was blocked and held on to its carrier, as the flight recorder tells
 * it: where that took 20 ms or more, on a virtual machine that has virtual threads and the
 * recorder. Being asked, it only makes sure that the recorder runs.
 *
 * <p>Two threads may ask at once, when the first was given up: each takes back what it started and
 * finds that another was there before, or that this was closed meanwhile.
 */
final class PinningCollector implements Collector {
  private static final String EVENT = "jdk.VirtualThreadPinned";
  private static final int FIRST_JDK = 21;
  private static final Logger LOGGER = LoggerFactory.getLogger(PinningCollector.class);

  private final AtomicReference<@Nullable Listening> listening = new AtomicReference<>();
  private volatile boolean isClosed;
  private volatile boolean isImpossible;

  /** What listens to the recorder; a type of its own, so that this one needs no recorder. */
  private static final class Listening {
    private final RecordingStream stream = new RecordingStream();

    void start(Readings to) {
      stream.enable(EVENT).withoutStackTrace();
      stream.setOrdered(false);
      stream.onEvent(EVENT, event -> to.count("jvm.threads.virtual.pinned.count", 1, Tags.empty()));
      stream.startAsync();
    }

    void onEnd(Runnable told) {
      stream.onClose(told);
    }

    void end() {
      stream.close();
    }
  }

  static boolean isPossible() {
    try {
      return Runtime.version().feature() >= FIRST_JDK && FlightRecorder.isAvailable();
    } catch (LinkageError hasNone) {
      return false;
    }
  }

  @Override
  public String name() {
    return Application.PINNING;
  }

  @Override
  public void collect(Readings to) {
    if (!isClosed && !isImpossible && listening.get() == null && isPossible()) {
      listen(to);
    }
  }

  /** The recorder's first threads stay for good, and must not keep the application's classes. */
  private void listen(Readings to) {
    Thread thread = Thread.currentThread();
    ClassLoader ofTheApplication = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      begin(new Listening(), to);
    } catch (IllegalStateException | SecurityException mayNot) { // such as a disk that is read-only
      isImpossible = true;
      LOGGER.warn("Pinned virtual threads are not counted: the flight recorder cannot run", mayNot);
    } finally {
      thread.setContextClassLoader(ofTheApplication);
    }
  }

  private void begin(Listening begun, Readings to) {
    boolean isBegun = false;
    try {
      begun.onEnd(() -> listening.compareAndSet(begun, null)); // somebody may end all recordings
      begun.start(to);
      isBegun = listening.compareAndSet(null, begun) && !isClosed;
    } finally {
      if (!isBegun) {
        begun.end();
      }
    }
  }

  @Override
  public void close() {
    isClosed = true;
    Listening running = listening.getAndSet(null);
    if (running != null) {
      running.end();
    }
  }
}

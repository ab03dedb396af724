package io.tallystick.core.collect;

import io.tallystick.Tags;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * How often a virtual thread was blocked and held on to its carrier, as the flight recorder tells
 * it: where that took 20 ms or more, on a virtual machine that has virtual threads and the
 * recorder. Being asked, it only makes sure that the recorder runs.
 */
final class PinningCollector implements Collector {
  private static final String EVENT = "jdk.VirtualThreadPinned";
  private static final int FIRST_JDK = 21;

  /** Guarded by this, like the next. */
  private @Nullable RecordingStream stream;

  private boolean isClosed;

  static boolean isPossible() {
    return Runtime.version().feature() >= FIRST_JDK && FlightRecorder.isAvailable();
  }

  @Override
  public String name() {
    return "pinning";
  }

  @Override
  public synchronized void collect(Readings to) {
    if (!isClosed && stream == null && isPossible()) {
      stream = start(event -> to.count("jvm.threads.virtual.pinned.count", 1, Tags.empty()));
    }
  }

  /** The recorder's first threads stay for good, and must not keep the application's classes. */
  private static RecordingStream start(Consumer<RecordedEvent> told) {
    Thread thread = Thread.currentThread();
    ClassLoader ofTheApplication = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return started(told);
    } finally {
      thread.setContextClassLoader(ofTheApplication);
    }
  }

  private static RecordingStream started(Consumer<RecordedEvent> told) {
    RecordingStream stream = new RecordingStream();
    stream.enable(EVENT).withoutStackTrace();
    stream.setOrdered(false);
    stream.onEvent(EVENT, told);
    stream.startAsync();
    return stream;
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    RecordingStream running = stream;
    stream = null;
    if (running != null) {
      running.close();
    }
  }
}

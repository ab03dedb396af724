package io.tallystick.core;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.record.PolledGauge;
import io.tallystick.core.record.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks gauge suppliers for their values, on a thread that is theirs alone.
 *
 * <p>A supplier that does not answer within the deadline keeps the thread it has; another thread
 * takes over, without that supplier, until it has answered. At most {@value #MOST_STUCK} threads
 * are left behind like this; where the next one is stuck too, nobody is asked until one of them
 * comes back. A supplier that throws is counted and asked again the next time.
 */
final class GaugePoll {
  static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int MOST_STUCK = 3;
  private static final Logger LOGGER = LoggerFactory.getLogger(GaugePoll.class);

  private final Recording recording;
  private final Metrics metrics;
  private final Supplier<Moment> clock;
  private final Duration interval;
  private final Duration offset;

  /** The names of gauges whose suppliers hung, until that is logged. */
  private final Set<String> hung = ConcurrentHashMap.newKeySet();

  /** Guarded by this, like all that follows. */
  private final Set<PolledGauge> stuck = new HashSet<>();

  private final List<DaemonLoop> abandoned = new ArrayList<>();
  private boolean isStarted;
  private boolean isStopped;
  private DaemonLoop loop;
  private @Nullable Asking asking;

  GaugePoll(
      Recording recording,
      Metrics metrics,
      Supplier<Moment> clock,
      Duration interval,
      Duration offset) {
    this.recording = recording;
    this.metrics = metrics;
    this.clock = clock;
    this.interval = interval;
    this.offset = offset;
    this.loop = newLoop();
  }

  private DaemonLoop newLoop() {
    return new DaemonLoop("tallystick-poll", clock, interval, offset, this::askAll);
  }

  synchronized void start() {
    isStarted = true;
    loop.start();
  }

  /** Stops asking; a supplier that hangs is left behind. */
  synchronized void stop() {
    isStopped = true;
    loop.stop();
    loop.interrupt();
    abandoned.forEach(DaemonLoop::interrupt);
  }

  /** Asks every supplier that is not stuck. */
  void askAll() {
    for (PolledGauge gauge : recording.polledGauges()) {
      if (begin(gauge) && !ask(gauge)) {
        return; // another thread took over meanwhile
      }
    }
  }

  private synchronized boolean begin(PolledGauge gauge) {
    if (isStopped || stuck.contains(gauge)) {
      return false;
    }
    asking = new Asking(gauge, clock.get().elapsedNanos());
    return true;
  }

  /** Whether the thread is still the one that asks. */
  private synchronized boolean end(PolledGauge gauge) {
    if (stuck.remove(gauge)) {
      return false;
    }
    asking = null;
    return true;
  }

  /** Whether the thread is still the one that asks. */
  private boolean ask(PolledGauge gauge) {
    boolean isStillAsking;
    try {
      poll(gauge);
    } finally {
      isStillAsking = end(gauge);
    }
    return isStillAsking;
  }

  private void poll(PolledGauge gauge) {
    try {
      gauge.poll();
    } catch (StackOverflowError ofTheSupplier) {
      failed(gauge, ofTheSupplier);
    } catch (VirtualMachineError notOfTheSupplier) {
      throw notOfTheSupplier;
    } catch (Throwable ofTheSupplier) { // some languages let checked exceptions pass undeclared
      failed(gauge, ofTheSupplier);
    }
  }

  private void failed(PolledGauge gauge, Throwable failure) {
    metrics.count("tallystick.dropped.count", 1, "reason", "supplier_failed");
    LOGGER.debug("The supplier of the gauge {} failed", gauge.name(), failure);
  }

  /**
   * Lets another thread take over where a supplier does not answer, or where the last one to take
   * over could not be started; called at every tick.
   */
  synchronized void watch(Moment now) {
    if (isStopped) {
      return;
    }
    if (isStarted && !loop.isAlive()) {
      replaceLoop();
    }
    abandoned.removeIf(left -> !left.isAlive());
    Asking current = asking;
    if (current == null
        || now.elapsedNanos() - current.sinceNanos < DEADLINE.toNanos()
        || abandoned.size() >= MOST_STUCK) {
      return;
    }
    hung.add(current.gauge.name());
    metrics.count("tallystick.dropped.count", 1, "reason", "supplier_hung");
    stuck.add(current.gauge);
    loop.stop();
    loop.interrupt();
    abandoned.add(loop);
    replaceLoop();
  }

  private void replaceLoop() {
    asking = null;
    loop = newLoop();
    loop.start();
  }

  /**
   * Writes a line for each supplier that hung since the last call. Not for the tick's thread, which
   * watches: a log may make its callers wait.
   */
  void logHung() {
    for (String name : List.copyOf(hung)) {
      if (hung.remove(name)) {
        LOGGER.warn(
            "The supplier of the gauge {} did not answer for {} s; it is not asked again until it"
                + " has.",
            name,
            DEADLINE.toSeconds());
      }
    }
  }

  /** Who is being asked, and since when. */
  private record Asking(PolledGauge gauge, long sinceNanos) {}
}

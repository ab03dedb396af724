package io.tallystick.core.collect;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.polling.PollStatus;
import io.tallystick.core.polling.Polled;
import io.tallystick.core.polling.Polling;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One collector, how it is asked, and what it said. */
final class RegisteredCollector implements Polled {
  private static final Duration TO_END = Duration.ofMillis(200);
  private static final Logger LOGGER = LoggerFactory.getLogger(RegisteredCollector.class);

  private final TimedCollector collector;
  private final String name;
  private final CollectorSettings settings;
  private final Metrics metrics;
  private final Supplier<Moment> clock;
  private final boolean isOff;
  private final Shown shown;
  private final Polling polling;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private volatile @Nullable Answer last;

  /** What came of asking. */
  private record Answer(Instant at, Duration took, int readings) {}

  RegisteredCollector(
      TimedCollector collector,
      String name,
      CollectorSettings settings,
      Board board,
      Metrics metrics,
      Supplier<Moment> clock) {
    this.collector = collector;
    this.name = name;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.isOff = settings.isOff(name);
    this.shown = new Shown(metrics, board);
    this.polling = new Polling(this, clock);
  }

  /** Begins to ask where it is time, and gives up what hangs; for one thread. */
  void look() {
    if (!isOff && !isClosed.get()) {
      polling.look();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String what() {
    return "collector " + name;
  }

  @Override
  public String threadName() {
    return "tallystick-collect-" + name;
  }

  @Override
  public Duration phase() {
    return settings.phase();
  }

  @Override
  public boolean failingIsAnAnswer() {
    return collector.tellsMissing();
  }

  @Override
  public Duration interval() {
    Duration own = collector.interval();
    return own == null ? settings.interval() : own;
  }

  @Override
  public Duration deadline() {
    Duration own = collector.deadline();
    return own == null ? settings.deadline() : own;
  }

  @Override
  public Runnable ask() throws Exception {
    if (isClosed.get()) {
      return () -> {};
    }
    Draft draft = new Draft(name, metrics);
    long started = clock.get().elapsedNanos();
    try {
      collector.collect(draft);
    } catch (Throwable failure) {
      draft.take(); // whoever kept it can add nothing any more
      throw failure;
    }
    return () -> show(draft, started);
  }

  private void show(Draft draft, long startedNanos) {
    Moment now = clock.get();
    int readings = shown.show(draft.take());
    last =
        new Answer(
            Instant.ofEpochMilli(now.wallMillis()),
            Duration.ofNanos(now.elapsedNanos() - startedNanos),
            readings);
  }

  @Override
  public void failed(String why) {
    shown.takeBack();
    if (collector.tellsMissing()) {
      Draft draft = new Draft(name, metrics);
      collector.missing(draft, why);
      shown.show(draft.take());
    } else {
      metrics.count("tallystick.collector.failed.count", 1, "collector", name);
    }
  }

  /** Asks no more and takes back what it showed; whether it is the first time that it ends. */
  boolean remove() {
    shown.remove();
    return isClosed.compareAndSet(false, true);
  }

  /** Asks no more, while what it showed last stays; whether it is the first time that it ends. */
  boolean end() {
    shown.close();
    return isClosed.compareAndSet(false, true);
  }

  /**
   * The collector lets go of what it holds, which may hang; where it is being asked, a little
   * later.
   */
  void close() throws InterruptedException {
    if (!polling.awaitQuiet(TO_END)) {
      LOGGER.debug("The {} is closed while it is asked", what());
    }
    collector.close();
  }

  boolean awaitQuiet(Duration most) throws InterruptedException {
    return polling.awaitQuiet(most);
  }

  CollectorStatus status() {
    PollStatus status = polling.status();
    Answer answer = last;
    return new CollectorStatus(
        name,
        isOff ? CollectorStatus.State.OFF : CollectorStatus.State.valueOf(status.state().name()),
        status.lastError(),
        status.since(),
        status.hanging(),
        answer == null ? null : answer.at,
        answer == null ? null : answer.took,
        answer == null ? 0 : answer.readings);
  }
}

package io.tallystick.core.collect;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.Moment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collectors of a runtime, which looks after them.
 *
 * <p>For any thread, but for {@link #look}, which is for one.
 *
 * <pre>{@code
 * PolledCollectors collectors = new PolledCollectors(settings, metrics, clock);
 * collectors.add(new MailboxCollector());
 * collectors.look(); // again and again
 * }</pre>
 */
public final class PolledCollectors implements CollectorRegistry {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}");
  private static final Duration TO_CLOSE = Duration.ofMillis(500);
  private static final Logger LOGGER = LoggerFactory.getLogger(PolledCollectors.class);

  private final CollectorSettings settings;
  private final Metrics metrics;
  private final Supplier<Moment> clock;
  private final Board board = new Board();

  /** Added to under this monitor, read and taken from without. */
  private final CopyOnWriteArrayList<RegisteredCollector> all = new CopyOnWriteArrayList<>();

  private boolean isClosed;

  /**
   * Begins without any collector.
   *
   * @param metrics where all that is found is recorded
   */
  public PolledCollectors(CollectorSettings settings, Metrics metrics, Supplier<Moment> clock) {
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public CollectorRegistration add(Collector collector) {
    String name = requireName(collector.name());
    TimedCollector timed =
        new TimedCollector(collector, collector.interval(), collector.deadline());
    RegisteredCollector added =
        new RegisteredCollector(timed, name, settings, board, metrics, clock);
    if (!register(added)) {
      remove(added);
    }
    return () -> remove(added);
  }

  private static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The collector %s cannot be called so: choose a letter or digit and up to 119 more of A-Z,"
                  .formatted(name)
              + " a-z, 0-9, _, ., : and -.");
    }
    return name;
  }

  /** Whether it is asked from now on; not after closing. */
  private synchronized boolean register(RegisteredCollector added) {
    if (has(added.name())) {
      throw new IllegalArgumentException(
          "Another collector is called %s: give each a name of its own.".formatted(added.name()));
    }
    if (!isClosed) {
      all.add(added);
    }
    return !isClosed;
  }

  /** Whether a collector is called so. */
  public boolean has(String name) {
    return all.stream().anyMatch(each -> each.name().equals(name));
  }

  private void remove(RegisteredCollector collector) {
    all.remove(collector);
    if (collector.remove()) {
      closeLater(collector);
    }
  }

  /**
   * Begins what it is time for and gives up what hangs. It waits for nothing but the log, and one
   * collector never keeps it from the others.
   */
  public void look() {
    for (RegisteredCollector each : all) {
      try {
        each.look();
      } catch (RuntimeException | Error failure) { // such as of a process without threads left
        LOGGER.warn("The {} could not be asked; that is tried again", each.what(), failure);
      }
    }
  }

  @Override
  public List<CollectorStatus> status() {
    return all.stream().map(RegisteredCollector::status).toList();
  }

  /** Waits until a collector is not being asked; whether that came in time. For tests. */
  boolean awaitQuiet(String name, Duration most) throws InterruptedException {
    for (RegisteredCollector each : all) {
      if (each.name().equals(name)) {
        return each.awaitQuiet(most);
      }
    }
    return false;
  }

  /**
   * Asks none any more and lets them close, for which it waits half a second at most. What they
   * showed last stays, for whoever reads it for the last time.
   */
  public void close() {
    List<Thread> closing = endAll().stream().map(PolledCollectors::closeLater).toList();
    long untilNanos = System.nanoTime() + TO_CLOSE.toNanos();
    try {
      for (Thread each : closing) {
        TimeUnit.NANOSECONDS.timedJoin(each, untilNanos - System.nanoTime());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<RegisteredCollector> endAll() {
    isClosed = true;
    List<RegisteredCollector> ended = all.stream().filter(RegisteredCollector::end).toList();
    all.clear();
    return ended;
  }

  /** On a thread of its own, since the application's code may hang. */
  private static Thread closeLater(RegisteredCollector collector) {
    Thread closing = new Thread(() -> closeNow(collector), "tallystick-collect-closing");
    closing.setDaemon(true);
    closing.start();
    return closing;
  }

  private static void closeNow(RegisteredCollector collector) {
    try {
      collector.close();
    } catch (Throwable failure) { // the thread is ours alone: nothing is kept from the host
      LOGGER.warn("The {} could not be closed", collector.what(), failure);
    }
  }
}
